import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Dataset, type Example } from 'dspex';
import type { Arguments } from './arguments';
import { UserError } from './user-error';

/** The rows of a run, and which of their fields is what. */
export interface Task {
  readonly name: string;
  readonly input: string;
  readonly label: string;
  readonly labels: readonly string[];
  readonly trainset: readonly Example[];
  readonly heldout: readonly Example[];
  /** True for the bundled tickets. */
  readonly isBundled: boolean;
}

const FEWEST = 20;

/** Reads the rows to learn from and the rows to measure on. */
export async function readTask({ data, heldout, ...chosen }: Arguments, signal: AbortSignal): Promise<Task> {
  const folder = join(__dirname, 'data');
  const isBundled = data === undefined;
  if (isBundled && (heldout ?? chosen.input ?? chosen.label) !== undefined) {
    throw new UserError('--heldout, --input and --label go with --data FILE.');
  }
  const rows = await read(data ?? join(folder, 'train.jsonl'), signal);
  const measured = isBundled ? join(folder, 'heldout.jsonl') : heldout;
  const { input, label } = fieldsOf(rows, chosen);
  const marked = mark(rows, input, label, data);
  const parts =
    measured === undefined
      ? await Dataset.from(marked).split({ seed: chosen.seed, ratio: { train: 0.6, heldout: 0.4 } })
      : { train: marked, heldout: mark(await read(measured, signal), input, label, measured) };
  const labels = [...new Set(parts.train.map((row) => String(row.get(label))))].sort();
  if (labels.length < 2)
    throw new UserError(`Every row has the same ${label}, "${labels[0]}": there is nothing to learn.`);
  return {
    name: isBundled ? 'support tickets' : data,
    input,
    label,
    labels,
    trainset: parts.train,
    heldout: parts.heldout.slice(0, chosen.limit),
    isBundled,
  };
}

async function read(file: string, signal: AbortSignal): Promise<Example[]> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) throw new UserError(`There is no file ${file}.`);
  if (found.isDirectory())
    throw new UserError(`${file} is a folder; --data takes a file: .jsonl, .csv, .tsv or .json.`);
  const rows = await Dataset.fromFile(file, { signal }).toArray();
  if (rows.length < FEWEST)
    throw new UserError(`${file} has ${rows.length} rows; at least ${FEWEST} are needed.`);
  return rows;
}

/** The fields asked for; else the longest text and, of the others, the text with the fewest different values. */
function fieldsOf(
  rows: readonly Example[],
  chosen: { input?: string; label?: string },
): { input: string; label: string } {
  const names = [...new Set(rows.flatMap((row) => row.keys()))];
  for (const name of [chosen.input, chosen.label]) {
    if (name !== undefined && !names.includes(name)) {
      throw new UserError(`No row has a field "${name}". The fields are ${names.join(', ')}.`);
    }
  }
  const texts = names.filter((name) => rows.every((row) => typeof row.get(name) === 'string'));
  const lengthOf = (name: string): number => rows.reduce((sum, row) => sum + String(row.get(name)).length, 0);
  const valuesOf = (name: string): number => new Set(rows.map((row) => row.get(name))).size;
  const input =
    chosen.input ??
    texts.filter((name) => name !== chosen.label).sort((a, b) => lengthOf(b) - lengthOf(a))[0];
  const label =
    chosen.label ?? texts.filter((name) => name !== input).sort((a, b) => valuesOf(a) - valuesOf(b))[0];
  if (input === undefined || label === undefined || input === label) {
    throw new UserError(
      `Which field is read and which predicted? Say --input NAME --label NAME; the fields are ${names.join(', ')}.`,
    );
  }
  return { input, label };
}

function mark(rows: readonly Example[], input: string, label: string, file = 'the data'): Example[] {
  return rows.map((row, index) => {
    for (const name of [input, label]) {
      if (!row.keys().includes(name))
        throw new UserError(`Row ${index + 1} of ${file} has no field "${name}".`);
    }
    return row.withInputs(input);
  });
}
