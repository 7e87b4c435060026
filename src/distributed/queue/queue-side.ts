import type { Job, Queue, QueueEvents } from 'bullmq';
import type { RunnerPlan } from '../runner-options';
import { loadPackages } from '../redis/load-packages';
import { RedisLink, type LinkTerms } from '../redis/redis-link';
import { PREFIX } from './unit-job';

/** A queue seen from the side that asks: its jobs, what it tells, and the connections beneath. */
export interface QueueSide {
  readonly link: RedisLink;
  readonly queue: Queue;
  readonly events: QueueEvents;
  close(): void;
}

/** What may come of a job, as BullMQ has it. */
export type KnownJob = Pick<Job, 'finishedOn' | 'failedReason' | 'returnvalue' | 'remove'>;

/**
 * Connects.
 *
 * @throws {@link PeerMissingError}, {@link RedisConnectionError}.
 */
export async function openQueueSide(
  { queue: name, address, connectionTimeout: timeout }: RunnerPlan,
  { onLost, onBack }: Pick<LinkTerms, 'onLost' | 'onBack'>,
): Promise<QueueSide> {
  const { bullmq, ioredis } = await loadPackages();
  return new Promise((resolve, reject) => {
    const lose: LinkTerms['onLost'] = (error) => {
      close();
      reject(error);
      onLost(error);
    };
    const link = new RedisLink(ioredis, address, { timeout, onLost: lose, onBack });
    // Waiting for events keeps a connection busy.
    const listener = new RedisLink(ioredis, address, { timeout, onLost: lose });
    const close = (): void => {
      void queue.close().catch(() => undefined);
      link.close();
      listener.close();
    };
    const queue = new bullmq.Queue(name, { connection: link.client, prefix: PREFIX });
    // The link knows of faults of the connection, and those of a command reach whoever gave it.
    queue.on('error', () => undefined);
    void lastEvent(link, name).then((lastEventId) => {
      const events = new bullmq.QueueEvents(name, {
        connection: listener.client,
        prefix: PREFIX,
        lastEventId,
      });
      events.on('error', () => undefined);
      resolve({ link, queue, events, close });
    }, reject);
  });
}

/** Where to listen from, so that nothing is missed that happens until the listening begins. */
async function lastEvent({ client }: RedisLink, queue: string): Promise<string> {
  const [last] = await client.xrevrange(`${PREFIX}:${queue}:events`, '+', '-', 'COUNT', 1);
  return last?.[0] ?? '0-0';
}
