import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether Redis can be started here; suites that need it say that they skip. */
export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;

/** `describe`, where there is Redis. */
export const describeWithRedis: (name: string, body: () => void) => void = HAS_REDIS
  ? describe
  : (name, body) => describe.skip(`${name} (skipped: there is no redis-server here)`, body);

/** A Redis of a test's own, on loopback, in a folder of its own, which writes each command down before it answers. */
export class RedisServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dspex-redis-'));
  readonly #password: string | undefined;
  #child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    password: string | undefined,
  ) {
    this.#password = password;
  }

  static async start({ password }: { readonly password?: string } = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), password);
    await server.begin();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Begins it, with what it has on disk. */
  async begin(): Promise<void> {
    const flags = { port: this.port, bind: '127.0.0.1', dir: this.#folder, save: '', appendonly: 'yes' };
    const password = this.#password === undefined ? {} : { requirepass: this.#password };
    const words = Object.entries({ ...flags, appendfsync: 'always', ...password });
    const child = spawn(
      'redis-server',
      words.flatMap(([name, value]) => [`--${name}`, String(value)]),
    );
    this.#child = child;
    for await (const text of child.stdout) if (String(text).includes('Ready to accept')) break;
    child.stdout.resume();
  }

  /** Ends it at once, as a power cut does. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    this.#child = undefined;
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
