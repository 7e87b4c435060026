import { extname, resolve } from 'node:path';
import { readJsonLines } from '../../datasets';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import { CommandError, UsageError } from '../cli-errors';
import type { DataSource } from '../config/define-config';

/** How rows are read. */
export interface RowOptions {
  /** The folder that a file's path starts from. */
  readonly folder: string;
  /** Says which fields go in where nothing else does. */
  readonly program: Module;
  readonly inputs?: readonly string[];
  readonly limit?: number;
  readonly signal: AbortSignal;
}

/**
 * The rows of a source, with their inputs named.
 *
 * @throws {@link UsageError} for a file of another kind, or where nothing says which fields go in; {@link CommandError} without rows.
 */
export async function readRows(source: DataSource, options: RowOptions): Promise<readonly Example[]> {
  const { limit } = options;
  const read = typeof source === 'string' ? await readFile(source, options) : await given(source);
  const rows = limit === undefined ? read : read.slice(0, limit);
  if (rows.length === 0) {
    throw new CommandError({
      problem: typeof source === 'string' ? `${source} has no rows.` : 'The data of the config has no rows.',
      fix: 'give at least one row.',
    });
  }
  return rows.map((row) => withInputs(row, options));
}

function given(source: Exclude<DataSource, string>): Promise<readonly Example[]> | readonly Example[] {
  return typeof source === 'function' ? source() : source;
}

function readFile(path: string, { folder, limit, signal }: RowOptions): Promise<readonly Example[]> {
  const file = resolve(folder, path);
  if (!/^\.(?:jsonl|ndjson)$/.test(extname(file).toLowerCase())) {
    throw new UsageError({
      problem: `dspex cannot read rows from ${JSON.stringify(path)}.`,
      expected: 'a file that ends in .jsonl.',
    });
  }
  return readJsonLines(file, { signal, ...(limit === undefined ? {} : { limit }) });
}

/** The inputs asked for; else those the row knows; else the fields that the program's signatures take in. */
function withInputs(row: Example, { inputs, program }: RowOptions): Example {
  if (inputs === undefined && row.inputKeys !== undefined) return row;
  const names = inputs ?? inputsOf(program).filter((name) => row.has(name));
  const absent = names.find((name) => !row.has(name));
  if (absent === undefined && names.length > 0) return row.withInputs(...names);
  throw new UsageError({
    problem:
      absent === undefined
        ? 'Nothing says which fields go into the program.'
        : `A row has no field ${JSON.stringify(absent)}.`,
    found: `its fields: ${row.keys().join(', ')}`,
    fix: 'name the fields that go in: --inputs a,b',
  });
}

/** What the first predictor takes: what goes into a program mostly goes into it. */
function inputsOf(program: Module): readonly string[] {
  const [first] = program.namedPredictors({ frozen: true });
  return first === undefined ? [] : first[1].signature.inputFields.map(({ name }) => name);
}
