import { loadPeer } from '../../../util';

/** As much of a client of `redis` as is used here. */
export interface RedisConnection {
  readonly isReady: boolean;
  sendCommand(command: (string | Buffer)[], options?: { abortSignal?: AbortSignal }): Promise<unknown>;
  close(): Promise<void>;
}

/** Connects once: whoever supervises the call tries again. The connection does not keep the process alive. */
export async function connectRedis(url: string): Promise<RedisConnection> {
  const { createClient } = await loadPeer('RedisRetriever', 'redis', () => import('redis'));
  // Replies of the older protocol are lists in every version of the module.
  const client = createClient({ url, RESP: 2, socket: { reconnectStrategy: false } });
  // A connection that breaks is made anew by the next call; without a listener it would end the process.
  client.on('error', () => undefined);
  await client.connect();
  client.unref();
  return client as unknown as RedisConnection;
}
