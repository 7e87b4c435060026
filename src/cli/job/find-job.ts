import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { Jobs, type JobSummary } from '../../teleprompt';
import { nearestOf } from '../../util';
import { UsageError } from '../cli-errors';

/** Where jobs are that were begun without `--directory`. */
export const JOBS_FOLDER = 'runs';

/** A folder as a person in `cwd` would write it. */
export function shownPath(cwd: string, path: string): string {
  const short = relative(cwd, path);
  return short === '' ? '.' : short.startsWith('..') ? path : short;
}

/**
 * The job that was named: by its folder, by the name of its folder in `runs`, or by its id.
 *
 * @throws {@link UsageError} when there is none, or several of one id.
 */
export async function findJob(name: string, cwd: string): Promise<JobSummary> {
  for (const folder of [resolve(cwd, name), resolve(cwd, JOBS_FOLDER, name)]) {
    const here = existsSync(folder) ? await Jobs.open(folder).list() : [];
    const own = here.find(({ directory }) => directory === folder);
    if (own !== undefined) return own;
  }
  const jobs = await Jobs.open(resolve(cwd, JOBS_FOLDER)).list();
  const found = jobs.filter(({ id }) => id === name);
  if (found.length === 1) return found[0] as JobSummary;
  const names = (found.length > 1 ? found : jobs).map(({ directory }) => shownPath(cwd, directory));
  const nearest = nearestOf(name, names) ?? nearestOf(`${JOBS_FOLDER}/${name}`, names);
  throw new UsageError({
    problem:
      found.length > 1 ? `Several jobs have the id ${name}.` : `There is no job ${JSON.stringify(name)}.`,
    found: names.length === 0 ? `no job in ${resolve(cwd, JOBS_FOLDER)}` : names.join('\n'),
    expected: 'the folder of a job, or its id.',
    fix: nearest === undefined ? 'dspex jobs lists them.' : `write ${nearest}.`,
  });
}
