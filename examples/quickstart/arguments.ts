import { parseArgs } from 'node:util';
import { UserError } from './user-error';

/** What the command line asks for. */
export interface Arguments {
  readonly data?: string;
  readonly heldout?: string;
  readonly input?: string;
  readonly label?: string;
  readonly model?: string;
  readonly seed: number;
  readonly limit: number;
  readonly help: boolean;
}

export const HELP = `Compiles a small program and shows what it gained on rows it has not seen.

npm run quickstart -- [options]
  --data FILE           your own rows: .jsonl, .csv, .tsv or .json
  --heldout FILE        rows to measure on; without it 40 % of the data are held out
  --input NAME          the field that is read; found by itself in most files
  --label NAME          the field to predict
  --model NAME          such as openai/gpt-5-mini, anthropic/claude-haiku-4-5, embedded/default
  --seed N              decides on everything random (7)
  --limit N             most held-out rows to measure on
  --help`;

const OPTIONS = {
  data: { type: 'string' },
  heldout: { type: 'string' },
  input: { type: 'string' },
  label: { type: 'string' },
  model: { type: 'string' },
  seed: { type: 'string' },
  limit: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** Reads the command line; a flag that is not known is an error that names the nearest. */
export function readArguments(argv: readonly string[]): Arguments {
  for (const argument of argv) {
    const name = /^--([^=]+)/.exec(argument)?.[1];
    if (name !== undefined && !(name in OPTIONS)) throw new UserError(unknownFlag(name));
  }
  const stray = strayWord(argv);
  if (stray !== undefined) {
    throw new UserError(
      `What is "${stray}"? Options need "--" before them: npm run quickstart -- --data ${stray}`,
    );
  }
  let values;
  try {
    ({ values } = parseArgs({ args: [...argv], options: OPTIONS, strict: true, allowPositionals: false }));
  } catch (error) {
    const message = (error as Error).message.replace(
      /^Option '(--\w+) <value>' argument missing$/,
      '$1 needs a value.',
    );
    throw new UserError(`${message}\nSee npm run quickstart -- --help.`);
  }
  return {
    ...values,
    seed: wholeNumber('seed', values.seed, 7),
    limit: wholeNumber('limit', values.limit, Number.MAX_SAFE_INTEGER),
    help: values.help ?? false,
  };
}

/** The first word that belongs to no flag: npm keeps flags for itself that have no `--` before them. */
function strayWord(argv: readonly string[]): string | undefined {
  return argv.find((word, index) => {
    const flag = /^--([^=]+)$/.exec(argv[index - 1] ?? '')?.[1];
    return !word.startsWith('-') && (flag === undefined || flag === 'help');
  });
}

function wholeNumber(flag: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d+$/.test(text)) throw new UserError(`--${flag} takes a whole number, not "${text}".`);
  return Number(text);
}

function unknownFlag(name: string): string {
  const shared = (known: string): number => [...known].filter((letter) => name.includes(letter)).length;
  const likeness = (known: string): number => shared(known) / Math.max(known.length, name.length);
  const [nearest = 'help'] = Object.keys(OPTIONS).sort((left, right) => likeness(right) - likeness(left));
  const hint = likeness(nearest) >= 0.6 ? ` Did you mean --${nearest}?` : '';
  return `There is no option --${name}.${hint} See npm run quickstart -- --help.`;
}
