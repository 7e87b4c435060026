import { resolve } from 'node:path';
import { Dataset } from '../../datasets';
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
 * @throws {@link UsageError} where nothing says which fields go in; {@link CommandError} without rows; what reading
 * throws.
 */
export async function readRows(source: DataSource, options: RowOptions): Promise<readonly Example[]> {
  const rows = await read(source, options);
  if (rows.length === 0) {
    throw new CommandError({
      problem: typeof source === 'string' ? `${source} has no rows.` : 'The data of the config has no rows.',
      fix: 'give at least one row.',
    });
  }
  return rows.map((row) => withInputs(row, options));
}

/** The limit goes into the reading, so that no more of a file is read than is wanted. */
async function read(source: DataSource, { folder, limit, signal }: RowOptions): Promise<readonly Example[]> {
  const rows = typeof source === 'string' ? datasetAt(source, folder, signal) : source;
  const given = typeof rows === 'function' ? await rows() : rows;
  if (!(given instanceof Dataset)) return limit === undefined ? given : given.slice(0, limit);
  return (limit === undefined ? given : given.take(limit)).toArray();
}

function datasetAt(place: string, folder: string, signal: AbortSignal): Dataset {
  return /^https?:\/\//i.test(place)
    ? Dataset.fromUrl(place, { signal })
    : Dataset.fromFile(resolve(folder, place), { signal });
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
