import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { assertCount, assertMetric } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import { type AutoOptions, AUTO_OPTIONS, type AutoPlan } from './auto-options';

/**
 * Finds out by itself what helps a program: it races the families of optimizers against each other, the cheap ones first, and
 * spends on each only what its results earn.
 *
 * No demonstrations, labelled and nearest ones are tried for nothing but the runs themselves; bootstrapped ones, rules, new
 * instructions and their combinations come after, built on the best so far. All are compared pair by pair on the same examples, few
 * at first; who is clearly behind is dropped. What is left is scored on the whole valset, so the result is never worse there than
 * a cheap candidate.
 *
 * @remarks Successive halving (Jamieson and Talwalkar, 2016) with racing (Maron and Moore, 1994) over the candidates that DSPy's
 * LabeledFewShot, KNNFewShot, BootstrapFewShot, InferRules, MIPROv2 and GEPA would make.
 *
 * @example
 * ```ts
 * const compiled = await program.compile({ trainset, metric: exactMatch('team'), budget: { usd: 2 } });
 * ```
 */
export class Auto extends JobTeleprompter {
  readonly #plan: AutoPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AutoOptions) {
    assertKnownOptions(options, AUTO_OPTIONS, 'new Auto(...)');
    assertMetric(options.metric, 'new Auto(...)');
    assertKnownOptions(options.teacherSettings, ['lm'], 'new Auto({ teacherSettings })');
    const { metric, concurrency = 8, seed = 0, maxErrors = 20, ...rest } = options;
    const { maxBootstrappedDemos = 4, maxLabeledDemos = 16, numInstructions = 4, numReflections = 2 } = rest;
    const counts = { maxBootstrappedDemos, maxLabeledDemos, numInstructions, numReflections };
    for (const [name, value] of Object.entries(counts)) assertCount(value, `new Auto({ ${name} })`);
    assertCount(concurrency, 'new Auto({ concurrency })', 1);
    assertCount(maxErrors, 'new Auto({ maxErrors })', 1);
    super({ name: 'Auto', metric, seed, concurrency, maxErrors, options: rest });
    this.#plan = Object.freeze({
      ...counts,
      seed,
      promptModel: options.promptModel,
      teacherLm: options.teacherSettings?.lm,
    });
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { autoPhases } = await import('../plan/compound-phases');
    return autoPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchAll } = await import('./search-all');
    return searchAll(run, this.#plan);
  }
}
