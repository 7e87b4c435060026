import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './doc-pages';

/** Postgres with pgvector on loopback. */
export interface PgliteServer {
  /** `host:port`; any user and password are let in. */
  readonly address: string;
  close(): Promise<void>;
}

/** Starts PGlite behind a socket, in a process of its own. */
export async function startPglite(): Promise<PgliteServer> {
  const child = spawn(process.execPath, [join(ROOT, '__tests__', 'fixtures', 'pglite-server.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    address: line.toString('utf8').trim(),
    close: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}
