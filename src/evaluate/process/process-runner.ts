import { availableParallelism } from 'node:os';
import { isAbsolute, resolve } from 'node:path';
import { InvalidArgumentError } from '../../errors';
import { assertKnownOptions } from '../../util';
import { LocalRunner } from '../local-runner';
import type { EvaluationUnit, Runner, RunnerJob } from '../runner';
import type { ProcessPlan, ProcessRunnerOptions } from './process-options';
import type { ProcessPool } from './process-pool';

/**
 * Runs evaluations in processes of their own: a program or metric that crashes, leaks or never ends costs its own row and nothing else, and
 * all cores are used.
 *
 * Programs travel as their state, examples as their fields. When a process dies, the units it was at are tried again one by one, so that the
 * one at fault is found; that one gets an error of kind `program`.
 *
 * @example
 * ```ts
 * const runner = new ProcessRunner({ module: './router.js', killAfter: 60_000 });
 * const result = await new Evaluate({ devset, metric, runner }).call(program);
 * runner.close();
 * ```
 */
export class ProcessRunner implements Runner {
  readonly #plan: ProcessPlan;
  readonly #local: LocalRunner;
  #pool: Promise<ProcessPool> | undefined;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: ProcessRunnerOptions) {
    const known = ['module', 'processes', 'concurrency', 'killAfter', 'execArgv'] as const;
    assertKnownOptions(options, known, 'new ProcessRunner(...)');
    const { module, processes = availableParallelism(), concurrency = 8, killAfter = 300_000 } = options;
    if (typeof module !== 'string' || module === '') {
      throw new InvalidArgumentError('new ProcessRunner({ module })', {
        found: String(module),
        expected: 'the path of a file that exports program and metric.',
      });
    }
    for (const [name, value] of Object.entries({ processes, concurrency, killAfter })) {
      if (Number.isInteger(value) && value >= 1) continue;
      throw new InvalidArgumentError(`new ProcessRunner({ ${name} })`, {
        found: String(value),
        expected: 'a whole number of at least 1.',
      });
    }
    const isFile = isAbsolute(module) || module.startsWith('.');
    this.#plan = {
      ...options,
      module: isFile ? resolve(module) : module,
      processes,
      concurrency,
      killAfter,
    };
    this.#local = new LocalRunner({ concurrency: processes * concurrency });
  }

  /** @throws {@link TaskModuleError} when the module cannot be worked with; what {@link Runner} rejects with. */
  async run(units: Iterable<EvaluationUnit> | AsyncIterable<EvaluationUnit>, job: RunnerJob): Promise<void> {
    const pool = await (this.#pool ??= this.#open());
    return this.#local.run(units, { ...job, perform: (unit, signal) => pool.perform(unit, signal, job) });
  }

  /** Ends the processes. A run after that begins new ones. */
  close(): void {
    const pool = this.#pool;
    this.#pool = undefined;
    void pool?.then((opened) => opened.close());
  }

  async #open(): Promise<ProcessPool> {
    const { ProcessPool } = await import('./process-pool');
    return new ProcessPool(this.#plan);
  }
}
