import { loadPeer } from '../../util';

/**
 * Loads BullMQ and the client of Redis.
 *
 * @throws {@link PeerMissingError}.
 */
export async function loadPackages(): Promise<{
  readonly bullmq: typeof import('bullmq');
  readonly ioredis: typeof import('ioredis');
}> {
  const bullmq = await loadPeer('dspex/distributed', 'bullmq', () => import('bullmq'));
  const ioredis = await loadPeer('dspex/distributed', 'ioredis', () => import('ioredis'));
  return { bullmq, ioredis };
}
