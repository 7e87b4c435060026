import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { BOOTSTRAP_OPTIONS, planBootstrap, traitsOf } from '../bootstrap/bootstrap-options';
import { assertMetric, assertCount } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import type { InferRulesOptions, InferRulesPlan } from './infer-rules-options';

/**
 * Bootstraps demonstrations, lets a model find the rules that explain the training examples, and keeps the set of rules that
 * scores best on others.
 *
 * @remarks DSPy's `InferRules`, which returns the rules of the last candidate and writes into the student. Here the student, and
 * the bootstrapped program without rules, are candidates too, and later rules are made of the best so far.
 */
export class InferRules extends JobTeleprompter {
  readonly #plan: InferRulesPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: InferRulesOptions) {
    const where = 'new InferRules(...)';
    assertKnownOptions(options, [...BOOTSTRAP_OPTIONS, 'numCandidates', 'numRules', 'promptModel'], where);
    const { numCandidates = 10, numRules = 10, promptModel } = options;
    assertMetric(options.metric, where);
    assertCount(numCandidates, `${where} numCandidates`, 1);
    assertCount(numRules, `${where} numRules`, 1);
    const bootstrap = planBootstrap(options, where);
    super({ name: 'InferRules', ...traitsOf(options) });
    this.#plan = { bootstrap, numCandidates, numRules, promptModel };
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { inferRulesPhases } = await import('../plan/instruction-phases');
    return inferRulesPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchRules } = await import('./search-rules');
    return searchRules(run, this.#plan);
  }
}
