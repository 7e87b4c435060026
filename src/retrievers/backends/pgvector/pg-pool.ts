import { loadPeer } from '../../../util';

/** As much of a connection of `pg` as is used here. */
export interface PgClient {
  query(command: string, parameters: unknown[]): Promise<{ readonly rows: Record<string, unknown>[] }>;
  /** @param destroy true closes the connection, also in the middle of a command. */
  release(destroy?: boolean): void;
}

/** As much of a `Pool` of `pg` as is used here. */
export interface PgPool {
  connect(): Promise<PgClient>;
  end(): Promise<void>;
}

/** Makes a pool of our own. It does not keep the process alive. */
export async function openPool(connectionString: string | undefined): Promise<PgPool> {
  const pg = await loadPeer('PgVectorRetriever', 'pg', () => import('pg'));
  const { Pool } = pg.default ?? pg;
  const pool = new Pool({
    ...(connectionString === undefined ? {} : { connectionString }),
    allowExitOnIdle: true,
  });
  // An idle connection that breaks is replaced at the next command; without a listener it would end the process.
  pool.on('error', () => undefined);
  return pool as unknown as PgPool;
}
