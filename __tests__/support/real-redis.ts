import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether Redis can be started here; suites that need it say that they skip. */
export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;

/** How a Redis is begun. */
export interface RedisServerOptions {
  /** @default none */
  readonly password?: string;
  /** When commands are on disk. @default 'always': before each is answered */
  readonly appendfsync?: 'always' | 'everysec';
}

/** A Redis of a test's own, on loopback, in a folder of its own, which writes each command down. */
export class RedisServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dspex-redis-'));
  readonly #given: RedisServerOptions;
  #child: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    given: RedisServerOptions,
  ) {
    this.#given = given;
  }

  static async start(given: RedisServerOptions = {}): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), given);
    await server.begin();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Begins it, with what it has on disk. */
  async begin(): Promise<void> {
    const flags = { port: this.port, bind: '127.0.0.1', dir: this.#folder, save: '', appendonly: 'yes' };
    const { password: requirepass, appendfsync = 'always' } = this.#given;
    const password = requirepass === undefined ? {} : { requirepass };
    const words = Object.entries({ ...flags, appendfsync, ...password });
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
