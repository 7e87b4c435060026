import { mkdirSync, renameSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { EvaluationStore } from '../../evaluate';
import { readJsonFile, writeJsonFile } from '../../saving';
import { isPlainObject } from '../../util';
import { differences, jobId, type Fingerprint } from './fingerprint';
import { JobMismatchError } from './job-errors';
import { lockJob } from './job-lock';
import { Journal, JOURNAL_FILE } from './journal';

/** Where a job keeps what it must not lose. */
export interface JobStorage {
  readonly id: string;
  readonly store: EvaluationStore;
  readonly journal: Journal;
  /** Gives the files and the lock back. */
  close(): void;
}

/** The file that says which job a directory holds. */
export const JOB_FILE = 'job.json';

/** A job that lives as long as the process. */
export function storageInMemory(fingerprint: Fingerprint, shared?: EvaluationStore): JobStorage {
  const store = shared ?? EvaluationStore.inMemory();
  return { id: jobId(fingerprint, 0), store, journal: Journal.inMemory(), close: () => undefined };
}

/**
 * Opens a job's directory: a new one, one to go on with, or, with `fork`, one whose evaluations a new job takes over.
 *
 * @throws {@link JobMismatchError}, {@link JobLockedError}, {@link FileReadError}, {@link FileWriteError}.
 */
export async function openJobDirectory(
  directory: string,
  fingerprint: Fingerprint,
  { fork, shared }: { readonly fork: boolean; readonly shared?: EvaluationStore },
): Promise<JobStorage> {
  mkdirSync(directory, { recursive: true });
  const unlock = lockJob(directory);
  try {
    const generation = await generationOf(directory, fingerprint, fork);
    const journal = Journal.open(directory);
    const store = shared ?? EvaluationStore.open(directory);
    const close = (): void => {
      journal.close();
      if (shared === undefined) store.close();
      unlock();
    };
    return { id: jobId(fingerprint, generation), store, journal, close };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** How many jobs the directory has held before this one. */
async function generationOf(directory: string, fingerprint: Fingerprint, fork: boolean): Promise<number> {
  const file = join(directory, JOB_FILE);
  const known = existsSync(file) ? ((await readJsonFile(file)) as unknown) : undefined;
  const before = isPlainObject(known) ? (known['fingerprint'] as Fingerprint) : undefined;
  const generation =
    isPlainObject(known) && typeof known['generation'] === 'number' ? known['generation'] : 0;
  if (before !== undefined) {
    const changed = differences(before, fingerprint);
    if (changed.length === 0) return generation;
    if (!fork) throw new JobMismatchError(directory, changed);
    setAside(directory, generation);
  }
  const next = before === undefined ? 0 : generation + 1;
  const optimizer = fingerprint['optimizer'];
  await writeJsonFile(file, {
    version: 1,
    id: jobId(fingerprint, next),
    optimizer,
    generation: next,
    fingerprint,
  });
  return next;
}

/** The old journal stays, under another name. */
function setAside(directory: string, generation: number): void {
  const journal = join(directory, JOURNAL_FILE);
  if (existsSync(journal)) renameSync(journal, join(directory, `journal-${generation}.jsonl`));
}
