import type { Worker } from 'bullmq';
import type { LoadedTask, RecordedOutcome } from '../../evaluate';
import { onAbort } from '../../resilience';
import { ProgramShelf } from '../queue/program-shelf';
import { PREFIX, withdrawalChannel, type UnitJob } from '../queue/unit-job';
import { loadPackages } from '../redis/load-packages';
import { RedisLink, type LinkTerms } from '../redis/redis-link';
import { JobPerformer } from './job-performer';
import type { WorkerPlan } from './worker-options';

/** The runner says how many workers may die over a job; BullMQ's own limit is out of the way. */
const NO_LIMIT = 1_000_000;

/** Takes jobs and performs them until the signal ends it; those in hand are finished then. */
export async function work(plan: WorkerPlan, task: LoadedTask): Promise<void> {
  const packages = await loadPackages();
  const { address, connectionTimeout: timeout, signal } = plan;
  let worker: Worker | undefined;
  let release = (): void => undefined;
  const links: RedisLink[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const open = (onLost: LinkTerms['onLost']): RedisLink => {
        const link = new RedisLink(packages.ioredis, address, { timeout, onLost });
        links.push(link);
        return link;
      };
      const link = open(reject);
      const performer = new JobPerformer(plan.module, task, new ProgramShelf(link.client, plan.queue));
      worker = workerOf(packages.bullmq, { plan, link, performer });
      void heedWithdrawals(worker, open(reject), plan);
      release = onAbort(signal, resolve);
    });
    await worker?.close();
  } finally {
    release();
    // After a lost connection there is nobody to say goodbye to.
    void worker?.close(true);
    for (const link of links) link.close();
  }
}

interface Workplace {
  readonly plan: WorkerPlan;
  readonly link: RedisLink;
  readonly performer: JobPerformer;
}

function workerOf(bullmq: typeof import('bullmq'), { plan, link, performer }: Workplace): Worker {
  const { queue, concurrency, stalledAfter, rateLimit, onEvent } = plan;
  const worker = new bullmq.Worker<UnitJob, RecordedOutcome>(
    queue,
    // BullMQ counts the parameters: only who takes three is given a signal.
    async (job, _, signal) => performer.perform(job, signal ?? new AbortController().signal),
    {
      connection: link.client,
      prefix: PREFIX,
      concurrency,
      lockDuration: stalledAfter,
      stalledInterval: stalledAfter,
      maxStalledCount: NO_LIMIT,
      ...(rateLimit === undefined ? {} : { limiter: { ...rateLimit } }),
    },
  );
  worker.on('ready', () => onEvent({ type: 'ready', queue }));
  worker.on('completed', ({ id = '' }, { error }) =>
    onEvent({ type: 'done', job: id, ...(error === undefined ? {} : { error: error.message }) }),
  );
  worker.on('failed', (job, { message }) => onEvent({ type: 'failed', job: job?.id ?? '', reason: message }));
  worker.on('error', (error) => onEvent({ type: 'trouble', message: link.textOf(error) }));
  return worker as Worker;
}

/** Lets go of jobs whose run was ended. */
async function heedWithdrawals(
  worker: Worker,
  link: RedisLink,
  { queue, onEvent }: WorkerPlan,
): Promise<void> {
  link.client.on('message', (_, id) => void worker.cancelJob(id, 'The run was ended.'));
  try {
    await link.client.subscribe(withdrawalChannel(queue));
  } catch (error) {
    onEvent({ type: 'trouble', message: link.textOf(error) });
  }
}
