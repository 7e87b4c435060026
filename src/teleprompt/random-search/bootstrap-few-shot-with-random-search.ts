import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { BOOTSTRAP_OPTIONS, planBootstrap, traitsOf } from '../bootstrap/bootstrap-options';
import { assertMetric, assertCount } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import type { RandomSearchOptions, RandomSearchPlan } from './random-search-options';

/**
 * Makes many few-shot programs from different seeds and keeps the one that scores best on examples it was not made from.
 *
 * @remarks DSPy's `BootstrapFewShotWithRandomSearch`, also known as `BootstrapRS`. Without a valset DSPy scores candidates on
 * the examples they show; here 40 % of the trainset are held back for it. A program that fails on an example scores 0 there;
 * examples on which a candidate's provider or metric failed are left out of the comparison for all. Candidates that turn out
 * to be the same program are evaluated once. `stopAtScore` is in the metric's own units, not percent.
 */
export class BootstrapFewShotWithRandomSearch extends JobTeleprompter {
  readonly #plan: RandomSearchPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: RandomSearchOptions) {
    const where = 'new BootstrapFewShotWithRandomSearch(...)';
    assertKnownOptions(
      options,
      [...BOOTSTRAP_OPTIONS, 'numCandidatePrograms', 'stopAtScore', 'racing'],
      where,
    );
    assertMetric(options.metric, where);
    const bootstrap = planBootstrap(options, where);
    const { numCandidatePrograms: count = 16, stopAtScore, racing = true } = options;
    assertCount(count, `${where} numCandidatePrograms`);
    super({ name: 'BootstrapFewShotWithRandomSearch', ...traitsOf(options) });
    this.#plan = { bootstrap, count, stopAtScore, racing };
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { randomSearchPhases } = await import('../plan/demo-phases');
    return randomSearchPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchPrograms } = await import('./search-programs');
    return searchPrograms(run, this.#plan);
  }
}
