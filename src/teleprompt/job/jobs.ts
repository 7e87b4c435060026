import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EvaluationStore } from '../../evaluate';
import { readJsonFile } from '../../saving';
import { isPlainObject } from '../../util';
import { JOB_FILE } from './job-directory';
import { isLocked } from './job-lock';
import { STOP_FILE } from './stop-conditions';

/** A job as its directory tells of it, from whatever process. */
export interface JobSummary {
  readonly directory: string;
  readonly id: string;
  readonly optimizer: string;
  /** `interrupted`: no process works on it, and it has not ended; run its code again and it goes on. */
  readonly state: 'running' | 'ended' | 'interrupted';
  /** Evaluations it can go on with. */
  readonly evaluations: number;
  /** What it came to, once it has ended. */
  readonly report?: Readonly<Record<string, unknown>>;
}

/**
 * The jobs of a directory, those of its sub-directories included.
 *
 * @example
 * ```ts
 * for (const job of await Jobs.open('runs').list()) console.log(job.id, job.optimizer, job.state);
 * ```
 */
export class Jobs {
  private constructor(
    /** Where they are. */
    readonly directory: string,
  ) {}

  /** Looks at nothing yet; the directory need not be there. */
  static open(directory: string): Jobs {
    return new Jobs(directory);
  }

  /** All jobs, in the order of their directories' names. */
  async list(): Promise<JobSummary[]> {
    const summaries = await Promise.all(jobDirectories(this.directory).map(summaryOf));
    return summaries.filter((summary) => summary !== undefined);
  }

  /**
   * Tells a running job, in whatever process, to end with the best program so far.
   *
   * @param id its id; the same work in several directories has one id, and all that run are told.
   * @returns whether any runs.
   */
  async stop(id: string): Promise<boolean> {
    const running = (await this.list()).filter((job) => job.id === id && job.state === 'running');
    for (const { directory } of running) writeFileSync(join(directory, STOP_FILE), '');
    return running.length > 0;
  }
}

function jobDirectories(directory: string): string[] {
  if (!existsSync(directory)) return [];
  const own = existsSync(join(directory, JOB_FILE)) ? [directory] : [];
  const below = readdirSync(directory)
    .sort()
    .map((name) => join(directory, name))
    .filter((path) => statSync(path).isDirectory());
  return [...own, ...below.flatMap(jobDirectories)];
}

async function summaryOf(directory: string): Promise<JobSummary | undefined> {
  const job = await readJsonFile(join(directory, JOB_FILE));
  if (!isPlainObject(job)) return undefined;
  const [id, optimizer] = [String(job['id']), String(job['optimizer'])];
  const report = await reportOf(directory, id);
  const evaluations = EvaluationStore.read(directory).size;
  const state = isLocked(directory) ? 'running' : report === undefined ? 'interrupted' : 'ended';
  return { directory, id, optimizer, state, evaluations, ...(report === undefined ? {} : { report }) };
}

/** The report of this job, not of an earlier one in its place. */
async function reportOf(directory: string, id: string): Promise<Record<string, unknown> | undefined> {
  const file = join(directory, 'report.json');
  if (!existsSync(file)) return undefined;
  const report = await readJsonFile(file);
  return isPlainObject(report) && report['job'] === id ? report : undefined;
}
