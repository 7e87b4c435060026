import { resolve } from 'node:path';
import { Jobs, type JobSummary } from '../../teleprompt';
import { CommandError, UsageError } from '../cli-errors';
import { defineCommand } from '../command';
import { findJob, JOBS_FOLDER, shownPath } from '../job/find-job';
import { columns } from '../output/columns';
import { showQueues } from '../job/show-queues';

export const jobsCommand = defineCommand({
  name: 'jobs',
  summary: 'list compilations and how they stand',
  operands: ['[FOLDER]'],
  flags: {
    stop: { kind: 'text', value: 'JOB', help: 'tell a running job to end with the best program so far' },
    redis: { kind: 'text', value: 'URL', help: 'show the queues of workers on this Redis instead' },
    queue: { kind: 'text', value: 'NAME', help: 'with --redis: this queue alone' },
    json: { kind: 'switch', help: 'print them as JSON' },
  },
  examples: ['jobs', 'jobs runs --json', 'jobs --stop 3f2a9c01b7de', 'jobs --redis redis://127.0.0.1:6379'],
  notes: `FOLDER is where they are (default: ${JOBS_FOLDER}). "interrupted" means that no process works on it: dspex resume JOB goes on.`,
  async run({ values, operands: [folder = JOBS_FOLDER] }, { stdout, stderr, cwd }) {
    if (values.redis !== undefined) return showQueues(values.redis, { ...values, stdout, stderr });
    if (values.queue !== undefined) {
      throw new UsageError(
        { problem: 'Queues are on a Redis.', found: `--queue ${values.queue}`, fix: 'add --redis URL' },
        'jobs',
      );
    }
    if (values.stop !== undefined) {
      const job = await findJob(values.stop, cwd);
      if (!(await Jobs.open(job.directory).stop(job.id))) {
        throw new CommandError({
          problem: `The job ${values.stop} does not run.`,
          found: job.state,
          fix: 'dspex jobs shows which do.',
        });
      }
      stderr.write('Told it to end.\n');
      return 0;
    }
    const jobs = await Jobs.open(resolve(cwd, folder)).list();
    if (values.json) stdout.write(`${JSON.stringify(jobs.map(plain), null, 2)}\n`);
    else if (jobs.length === 0) stderr.write(`No jobs in ${folder}. dspex compile begins one.\n`);
    else stdout.write(columns([HEADER, ...jobs.map((job) => line(job, cwd))]));
    return 0;
  },
});

const HEADER = ['JOB', 'STATE', 'OPTIMIZER', 'EVALUATIONS', 'BEST', 'FOLDER'];

function plain({ report, ...job }: JobSummary): object {
  return { ...job, ...(report === undefined ? {} : { verdict: report['verdict'], score: bestOf(report) }) };
}

function line(job: JobSummary, cwd: string): string[] {
  const { id, state, optimizer, evaluations, report, directory } = job;
  const best = report === undefined ? undefined : bestOf(report);
  return [id, state, optimizer, String(evaluations), best?.toFixed(3) ?? '–', shownPath(cwd, directory)];
}

function bestOf(report: Readonly<Record<string, unknown>>): number | undefined {
  const candidates = Array.isArray(report['candidates'])
    ? (report['candidates'] as Record<string, unknown>[])
    : [];
  const score = candidates.find(({ id }) => id === report['winner'])?.['score'];
  return typeof score === 'number' ? score : undefined;
}
