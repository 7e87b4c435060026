import { existsSync, readFileSync, statSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { LocalRunner, type EvaluationUnit, type Runner, type RunnerJob } from '../evaluate';
import { assertKnownOptions, sha256 } from '../util';
import { assertCounts, assertModule, assertQueue } from './check-options';
import type { Dispatch } from './queue/dispatch';
import { taskName } from './queue/unit-job';
import { UnitPacker } from './queue/unit-packer';
import { redisAddress } from './redis/redis-address';
import type { BullMQRunnerOptions, RunnerPlan } from './runner-options';

const OPTIONS = [
  'connection',
  'module',
  'queue',
  'concurrency',
  'timeout',
  'attempts',
  'keepResults',
  'version',
  'connectionTimeout',
] as const;

const DAY = 86_400_000;

/**
 * Runs evaluations on any number of machines: each unit is a job on Redis that one of the workers takes ({@link runWorker},
 * `dspex worker`). Programs travel as their state, examples as their fields, never code.
 *
 * Equal units are one job, so a run that was killed and is made again takes the results that are there and pays for no unit twice. A job whose
 * worker died is taken by another; one that ends worker after worker becomes one row with an error of kind `program`.
 *
 * @example
 * ```ts
 * const runner = new BullMQRunner({ connection: 'redis://127.0.0.1:6379', module: './router.js' });
 * const result = await new Evaluate({ devset, metric, runner }).call(program);
 * await runner.close();
 * ```
 */
export class BullMQRunner implements Runner {
  readonly #plan: RunnerPlan;
  readonly #local: LocalRunner;
  #dispatch: Promise<Dispatch> | undefined;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: BullMQRunnerOptions) {
    const call = 'new BullMQRunner';
    assertKnownOptions(options, OPTIONS, `${call}(...)`);
    const { module, concurrency = 256, timeout = 300_000, attempts = 3, keepResults = DAY } = options;
    const { connectionTimeout = 60_000 } = options;
    assertModule(call, module);
    const { queue = taskName(module) } = options;
    assertQueue(call, queue);
    assertCounts(call, { concurrency, timeout, attempts, keepResults, connectionTimeout });
    const address = redisAddress(options.connection, `${call}({ connection })`);
    const { version = contentOf(module) } = options;
    this.#plan = { module, queue, timeout, attempts, keepResults, connectionTimeout, address, version };
    this.#local = new LocalRunner({ concurrency });
  }

  /**
   * @throws {@link RedisConnectionError} when Redis is away for too long; {@link DistributedTaskError} when the workers are of another
   * task; {@link PeerMissingError}; what {@link Runner} rejects with.
   */
  async run(units: Iterable<EvaluationUnit> | AsyncIterable<EvaluationUnit>, job: RunnerJob): Promise<void> {
    const { module, version, timeout, attempts } = this.#plan;
    const dispatch = await this.#opened();
    const packer = new UnitPacker({
      task: taskName(module),
      version,
      timeout,
      attempts,
      terms: job.terms,
    });
    return this.#local.run(units, {
      ...job,
      perform: async (unit, signal) => dispatch.ask(packer.pack(unit), signal),
    });
  }

  /** Ends the connections. Jobs stay as they are; a run after that connects again. */
  async close(): Promise<void> {
    const dispatch = this.#dispatch;
    this.#dispatch = undefined;
    await (await dispatch?.catch(() => undefined))?.close();
  }

  async #opened(): Promise<Dispatch> {
    const opening = (this.#dispatch ??= this.#open());
    const forget = (): void => {
      if (this.#dispatch === opening) this.#dispatch = undefined;
    };
    try {
      const dispatch = await opening;
      if (!dispatch.isLost) return dispatch;
    } catch (error) {
      forget();
      throw error;
    }
    forget();
    return this.#opened();
  }

  async #open(): Promise<Dispatch> {
    const { Dispatch } = await import('./queue/dispatch');
    return Dispatch.open(this.#plan);
  }
}

/** Names the content of a module's file; a package is told by its name alone. */
function contentOf(module: string): string {
  const file = resolve(module);
  const isFile =
    (isAbsolute(module) || module.startsWith('.')) && existsSync(file) && statSync(file).isFile();
  return isFile ? sha256(readFileSync(file, 'utf8')) : '';
}
