import { PeerMissingError } from '../../errors';

/**
 * Loads BullMQ and the client of Redis.
 *
 * @throws {@link PeerMissingError}.
 */
export async function loadPackages(): Promise<{
  readonly bullmq: typeof import('bullmq');
  readonly ioredis: typeof import('ioredis');
}> {
  const bullmq = await import('bullmq').catch(missing('bullmq'));
  const ioredis = await import('ioredis').catch(missing('ioredis'));
  return { bullmq, ioredis };
}

function missing(peer: string): (cause: unknown) => never {
  return (cause) => {
    throw new PeerMissingError('dspex/distributed', peer, cause);
  };
}
