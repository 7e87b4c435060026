import type { ExitCode } from '../command';
import { columns } from '../output/columns';
import type { Surroundings } from '../surroundings';

const HEADER = ['QUEUE', 'WORKERS', 'WAITING', 'ACTIVE', 'DONE', 'FAILED'];

/** Prints how the queues of workers stand on a Redis. */
export async function showQueues(
  redis: string,
  {
    queue,
    json,
    stdout,
    stderr,
  }: Pick<Surroundings, 'stdout' | 'stderr'> & { readonly queue: string | undefined; readonly json: boolean },
): Promise<ExitCode> {
  const { queueStatus } = await import('../../distributed');
  const found = await queueStatus({ connection: redis, ...(queue === undefined ? {} : { queue }) });
  if (json) stdout.write(`${JSON.stringify(found, null, 2)}\n`);
  else if (found.length === 0) stderr.write('There is no queue yet. A BullMQRunner makes one.\n');
  else {
    const lines = found.map(({ queue: name, ...counts }) => {
      const { workers, waiting, active, completed, failed } = counts;
      return [name, ...[workers, waiting, active, completed, failed].map(String)];
    });
    stdout.write(columns([HEADER, ...lines]));
  }
  return 0;
}
