import type { Module } from '../../modules';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import { planGepa, type GEPAOptions, type GepaPlan } from './gepa-options';

/**
 * Lets a model reflect, in words, on what went wrong in a few runs, and rewrite the instructions of the predictor at fault. What
 * improves the minibatch is scored on all examples and joins a pool, of which candidates that are best at something are
 * changed further, or merged.
 *
 * @remarks DSPy's `GEPA` (Agrawal et al., "GEPA: Reflective Prompt Evolution Can Outperform Reinforcement Learning", 2025) with
 * its parameters. Feedback, score and run are of one call of the metric; predictors are told apart by path; nothing is
 * run twice; the budget is never overstepped; a reflection model that is dead ends the search; rejected texts are
 * remembered. Without a valset the trainset is chosen by as well.
 *
 * @example
 * ```ts
 * const metric = (example, prediction) => ({ score: …, feedback: 'what was wrong' });
 * const program = await new GEPA({ metric, auto: 'light', reflectionLm }).compile(student, { trainset, valset });
 * ```
 */
export class GEPA extends JobTeleprompter {
  readonly #plan: GepaPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: GEPAOptions) {
    const plan = planGepa(options, 'new GEPA(...)');
    const { metric, concurrency, maxErrors, ...rest } = options;
    super({
      name: 'GEPA',
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
    const { gepaPhases } = await import('../plan/instruction-phases');
    return gepaPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchGepa } = await import('./search-gepa');
    return searchGepa(run, this.#plan);
  }
}
