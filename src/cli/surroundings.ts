import { importFile } from './config/import-file';

/** Where a command writes; `process.stdout` is one. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a command reads; `process.stdin` is one. */
export interface Input extends AsyncIterable<string | Uint8Array> {
  readonly isTTY?: boolean;
}

/** Everything a command touches of its process, so that tests and other programs can run one without a process. */
export interface Surroundings {
  /** Results, and nothing else. */
  readonly stdout: Output;
  /** Progress, warnings and errors. */
  readonly stderr: Output;
  readonly stdin: Input;
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** The environment variables. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the command early. */
  readonly signal: AbortSignal;
  /** The time. */
  readonly now: () => Date;
  /** Loads a JavaScript or TypeScript file, given by its absolute path. */
  readonly importFile: (file: string) => Promise<unknown>;
}

/** What is not given is that of this process. */
export function surroundingsOf(given: Partial<Surroundings>): Surroundings {
  const { stdout, stderr, stdin, env } = process;
  return {
    stdout,
    stderr,
    stdin,
    cwd: process.cwd(),
    env,
    signal: new AbortController().signal,
    now: () => new Date(),
    importFile,
    ...given,
  };
}
