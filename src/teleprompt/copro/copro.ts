import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { assertMetric, assertCount } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import { COPRO_OPTIONS, type CoproPlan, type COPROOptions } from './copro-options';

/**
 * Improves the instructions of one predictor after the other: a prompt model writes variants, the best stays, and the next round
 * of variants learns from the scores of the earlier ones.
 *
 * @remarks DSPy's `COPRO`. It also tunes the description of the last output, as DSPy does its prefix, which our prompts do not
 * show. No variant is evaluated twice, weak ones are given up early, and the valset is chosen by if there is one.
 */
export class COPRO extends JobTeleprompter {
  readonly #plan: CoproPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: COPROOptions) {
    const where = 'new COPRO(...)';
    assertKnownOptions(options, COPRO_OPTIONS, where);
    const { metric, concurrency, maxErrors, ...rest } = options;
    const { breadth = 10, depth = 3, initTemperature = 1.4, seed = 0, promptModel } = rest;
    assertMetric(metric, where);
    assertCount(breadth, `${where} breadth`, 2);
    assertCount(depth, `${where} depth`, 1);
    super({
      name: 'COPRO',
      metric,
      seed,
      concurrency,
      maxErrors,
      options: rest,
    });
    this.#plan = { breadth, depth, temperature: initTemperature, seed, promptModel };
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { coproPhases } = await import('../plan/instruction-phases');
    return coproPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchCopro } = await import('./search-copro');
    return searchCopro(run, this.#plan);
  }
}
