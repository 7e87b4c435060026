import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { BOOTSTRAP_OPTIONS, planBootstrap, traitsOf } from '../bootstrap/bootstrap-options';
import { assertMetric, assertCount } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import type { BootstrapFewShotWithOptunaOptions, OptunaPlan } from './optuna-options';

/**
 * Bootstraps a pool of demonstrations once and lets a TPE sampler find out which of them to show to which predictor.
 *
 * @remarks DSPy's `BootstrapFewShotWithOptuna`, without Optuna: the sampler is our own, seeded, and takes demonstrations for what
 * they are, things without an order. Up to `maxBootstrappedDemos` are shown instead of one, and the student and the
 * labelled examples take part.
 */
export class BootstrapFewShotWithOptuna extends JobTeleprompter {
  readonly #plan: OptunaPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: BootstrapFewShotWithOptunaOptions) {
    const where = 'new BootstrapFewShotWithOptuna(...)';
    assertKnownOptions(options, [...BOOTSTRAP_OPTIONS, 'numCandidatePrograms'], where);
    assertMetric(options.metric, where);
    const bootstrap = planBootstrap(options, where);
    const { numCandidatePrograms: trials = 16 } = options;
    assertCount(trials, `${where} numCandidatePrograms`, 1);
    super({ name: 'BootstrapFewShotWithOptuna', ...traitsOf(options) });
    this.#plan = { bootstrap, trials };
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { optunaPhases } = await import('../plan/demo-phases');
    return optunaPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchDemos } = await import('./search-demos');
    return searchDemos(run, this.#plan);
  }
}
