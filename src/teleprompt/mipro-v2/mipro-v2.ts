import type { Module } from '../../modules';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import { planMipro, type MIPROv2Options, type MiproPlan } from './mipro-options';

/**
 * Searches for the instructions and demonstrations of all predictors together: a prompt model proposes instructions from what
 * is known about data and program, a teacher gives demonstrations, and a TPE sampler finds out which go together.
 *
 * @remarks DSPy's `MIPROv2` (Opsahl-Ong et al., 2024) with its parameters. Trials look at the same examples, in pairs; nothing
 * is run twice; weak combinations are given up early; proposals are described once and none is thrown away. Without a
 * valset four fifths of the trainset are drawn for it. The student is always a candidate, and only a better one replaces it.
 *
 * @example
 * ```ts
 * const program = await new MIPROv2({ metric, auto: 'light' }).compile(student, { trainset });
 * ```
 */
export class MIPROv2 extends JobTeleprompter {
  readonly #plan: MiproPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: MIPROv2Options) {
    const plan = planMipro(options, 'new MIPROv2(...)');
    const { metric, concurrency, maxErrors, ...rest } = options;
    super({
      name: 'MIPROv2',
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
    const { miproPhases } = await import('../plan/instruction-phases');
    return miproPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchMipro } = await import('./search-mipro');
    return searchMipro(run, this.#plan);
  }
}
