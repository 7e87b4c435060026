import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Example } from 'dspex';
import type { WorkerEvent, WorkerOptions } from 'dspex/distributed';

const FIXTURES = join(__dirname, '..', 'fixtures');

export const TASK = join(FIXTURES, 'distributed-task.cjs');

/** A worker process of a test. */
export class TestWorker {
  readonly events: WorkerEvent[] = [];
  readonly #child: ChildProcess;

  constructor(options: Omit<WorkerOptions, 'module' | 'signal' | 'onEvent'>, env: NodeJS.ProcessEnv = {}) {
    const given = JSON.stringify({ module: TASK, ...options });
    const root = join(FIXTURES, '..', '..');
    this.#child = fork(join(FIXTURES, 'distributed-worker.cjs'), [given], {
      execArgv: [
        ['--require', join(root, 'scripts', 'register-typescript.cjs')],
        ['--require', join(FIXTURES, 'resolve-dspex.cjs')],
      ].flat(),
      env: { ...process.env, ...env },
    });
    this.#child.on('message', (event) => this.events.push(event as WorkerEvent));
  }

  /** Waits until so many events of a kind have been told. */
  async told(type: WorkerEvent['type'], count = 1): Promise<void> {
    while (this.events.filter((event) => event.type === type).length < count) {
      const [ended] = await Promise.race([
        once(this.#child, 'message').then(() => [false]),
        once(this.#child, 'exit').then(() => [true]),
      ]);
      if (ended) throw new Error(`The worker ended before it told of ${count} ${type}.`);
    }
  }

  /** Sends a signal and waits for the end: the exit code, or the signal. */
  async end(signal: NodeJS.Signals): Promise<number | string> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill(signal);
      await exit;
    }
    return this.#child.exitCode ?? (this.#child.signalCode as string);
  }

  /** Waits until it ends by itself. */
  async ended(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }
}

export const exampleOf = (country: string, capital = country): Example =>
  Example.from({ country, capital: country === 'France' ? 'Paris' : capital }).withInputs('country') as never;
