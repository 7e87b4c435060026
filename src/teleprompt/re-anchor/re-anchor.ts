import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { assertCount, assertMetric } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import type { ReAnchorOptions, ReAnchorPlan } from './re-anchor-options';

/**
 * Calibrates decision outputs (`Noul`, `Score`, `Choice`): runs the program once over the trainset, and then finds the thresholds, cuts
 * and weights by which the evidence that the models gave comes to the best decisions. No model is asked for that.
 *
 * A setting is only changed where the new one is better on all examples, and better on examples that it was not picked by. The settings
 * are in the program's saved state.
 *
 * @remarks DSPy's `ReAnchor`, which needs a cache that holds every answer; here the replies of the one run are kept with the job. Where
 * another decision makes a later step ask something new, that example counts as failed: no such setting is chosen.
 *
 * @example
 * ```ts
 * const metric = (example, answer) => answer.urgent.value === example.urgent;
 * const program = await new ReAnchor({ metric }).compile(student, { trainset });
 * console.log(program.decisions);
 * ```
 */
export class ReAnchor extends JobTeleprompter {
  readonly #plan: ReAnchorPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: ReAnchorOptions) {
    const where = 'new ReAnchor(...)';
    assertKnownOptions(options, ['metric', 'maxCandidates', 'concurrency', 'maxErrors'], where);
    const { metric, concurrency, maxErrors, maxCandidates = 40 } = options;
    assertMetric(metric, where);
    assertCount(maxCandidates, `${where} maxCandidates`, 1);
    super({ name: 'ReAnchor', metric, concurrency, maxErrors, options: { maxCandidates } });
    this.#plan = { maxCandidates };
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { reAnchorPhases } = await import('../plan/compound-phases');
    return reAnchorPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchAnchors } = await import('./search-anchors');
    return searchAnchors(run, this.#plan);
  }
}
