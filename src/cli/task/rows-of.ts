import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { DATA_FLAGS } from '../arguments/common-flags';
import { UsageError } from '../cli-errors';
import type { ValuesOf } from '../command';
import type { DataSource } from '../config/define-config';
import type { Surroundings } from '../surroundings';
import { given } from './given';
import { readRows } from './read-rows';
import type { Task } from './read-task';

/** What rows are read for. */
export interface Reading {
  readonly task: Task;
  readonly values: Pick<ValuesOf<typeof DATA_FLAGS>, 'data' | 'inputs' | 'limit'>;
  /** Says which fields go in where nothing else does. */
  readonly program: Module;
  readonly surroundings: Surroundings;
}

/**
 * The rows that a command works on: those of the file that was named, else those of the config.
 *
 * @param standing which of the config's.
 * @throws {@link UsageError} when there are none to read; what reading throws.
 */
export function rowsOf(reading: Reading, standing: 'devset' | 'trainset'): Promise<readonly Example[]> {
  const { task, values, surroundings } = reading;
  if (values.data !== undefined) return readSource(values.data, surroundings.cwd, reading);
  const source = task.config[standing];
  if (source !== undefined) return readSource(source, task.folder, reading);
  throw new UsageError({
    problem: 'No rows are named.',
    expected: `--data FILE, or \`${standing}\` in the config.`,
    fix: 'add --data rows.jsonl',
  });
}

/**
 * Rows of any source, with the inputs and the limit that the flags ask for.
 *
 * @param folder where a file's path starts from.
 */
export function readSource(
  source: DataSource,
  folder: string,
  { task, values, program, surroundings }: Reading,
): Promise<readonly Example[]> {
  const { inputs = task.config.inputs, limit } = values;
  return readRows(source, { folder, program, signal: surroundings.signal, ...given({ inputs, limit }) });
}
