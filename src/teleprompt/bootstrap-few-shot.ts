import type { Module } from '../modules';
import { assertKnownOptions } from '../util';
import {
  BOOTSTRAP_OPTIONS,
  planBootstrap,
  settingsFor,
  traitsOf,
  type BootstrapOptions,
  type BootstrapPlan,
} from './bootstrap/bootstrap-options';
import type { CompileRun } from './job/compile-run';
import type { PlannedPhase } from './plan/compile-plan';
import type { PlanSize } from './plan/plan-size';
import { JobTeleprompter } from './job/job-teleprompter';

/** How a {@link BootstrapFewShot} works. */
export type BootstrapFewShotOptions = BootstrapOptions;

/**
 * Runs a teacher over the training examples and keeps the calls that led to good answers as demonstrations, for every
 * predictor in the program.
 *
 * @remarks DSPy's `BootstrapFewShot` (Khattab et al., DSPy, 2023). Examples run concurrently, a threshold of 0 counts, a
 * teacher's demonstrations never include the example at hand, and each predictor draws its labelled demonstrations from
 * all that is left. The compiled program is frozen when it becomes a part of another.
 *
 * @example
 * ```ts
 * const compiled = await new BootstrapFewShot({ metric, maxBootstrappedDemos: 4 }).compile(student, { trainset });
 * ```
 */
export class BootstrapFewShot extends JobTeleprompter {
  readonly #plan: BootstrapPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: BootstrapFewShotOptions = {}) {
    assertKnownOptions(options, BOOTSTRAP_OPTIONS, 'new BootstrapFewShot(...)');
    const plan = planBootstrap(options, 'new BootstrapFewShot(...)');
    super({ name: 'BootstrapFewShot', ...traitsOf(options) });
    this.#plan = plan;
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { bootstrapPhases } = await import('./plan/demo-phases');
    return bootstrapPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { bootstrapProgram } = await import('./bootstrap/bootstrap-program');
    return bootstrapProgram(run.student, run.teacher, run.trainset, settingsFor(this.#plan, run));
  }
}
