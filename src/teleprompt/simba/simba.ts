import type { Module } from '../../modules';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import { planSimba, type SIMBAOptions, type SimbaPlan } from './simba-options';

/**
 * Runs batches of examples several times over, and learns from those whose runs came out differently: shows a good run as a
 * demonstration, or adds a rule that says what made the difference.
 *
 * @remarks DSPy's `SIMBA`. Every run counts for the candidate that made it, the student among them, whatever batch it was in; steps that would change
 * nothing make no candidate; where all runs score the same the search ends; the last choice is made on the valset where
 * there is one, with weak candidates given up early.
 */
export class SIMBA extends JobTeleprompter {
  readonly #plan: SimbaPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: SIMBAOptions) {
    const plan = planSimba(options, 'new SIMBA(...)');
    const { metric, concurrency, maxErrors, ...rest } = options;
    super({
      name: 'SIMBA',
      metric,
      seed: plan.seed,
      concurrency,
      maxErrors,
      options: rest,
    });
    this.#plan = plan;
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { simbaPhases } = await import('../plan/instruction-phases');
    return simbaPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchSimba } = await import('./search-simba');
    return searchSimba(run, this.#plan);
  }
}
