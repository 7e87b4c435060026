import type { Surroundings } from './surroundings';

/** What a command's process ends with: good, failed, wrongly called, gate missed. Ctrl-C ends with 130. */
export type ExitCode = 0 | 1 | 2 | 100;

/** One flag of a command: a line in its help, and how its value is read. */
export interface Flag {
  /** `switch` takes no value; `count` is a whole number; `list` is split at commas, and may be given several times, as `texts`. */
  readonly kind: 'switch' | 'text' | 'texts' | 'number' | 'count' | 'list';
  /** What stands for the value in the help. @default the flag's name in capitals */
  readonly value?: string;
  /** What it does, in a line. */
  readonly help: string;
  /** The values that can be. @default any */
  readonly choices?: readonly string[];
  /** The least number that can be. @default 0 for `count`, any for `number` */
  readonly least?: number;
}

/** The flags of a command by name, as they are written after `--`. */
export type Flags = Readonly<Record<string, Flag>>;

interface ValueOf {
  readonly switch: boolean;
  readonly text: string | undefined;
  readonly texts: readonly string[] | undefined;
  readonly number: number | undefined;
  readonly count: number | undefined;
  readonly list: readonly string[] | undefined;
}

/** The values of a table of flags. */
export type ValuesOf<Table extends Flags> = {
  readonly [Name in keyof Table]: ValueOf[Table[Name]['kind']];
};

/** What was written after a command's name. */
export interface Given<Table extends Flags> {
  readonly values: ValuesOf<Table>;
  /** What is no flag, in order. */
  readonly operands: readonly string[];
}

/** What a command is: its table says what it takes, prints its help and types what it is given. */
export interface Command<Table extends Flags = Flags> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands after the name and is no flag, such as `JOB`; brackets around what may be left out. @default nothing */
  readonly operands?: readonly string[];
  readonly flags: Table;
  /** Command lines to show, without `dspex`. */
  readonly examples: readonly string[];
  /** What else is to know, below the flags. */
  readonly notes?: string;
  /** Does it. What it throws is explained on standard error. */
  run(given: Given<Table>, surroundings: Surroundings): Promise<ExitCode>;
}

/** Keeps the names of a table in its type. */
export function defineCommand<const Table extends Flags>(command: Command<Table>): Command<Table> {
  return Object.freeze(command);
}
