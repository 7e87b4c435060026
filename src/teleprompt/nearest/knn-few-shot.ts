import { HashedEmbedder } from '../../lm';
import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { BOOTSTRAP_OPTIONS, planBootstrap, traitsOf } from '../bootstrap/bootstrap-options';
import { assertCount } from '../check-options';
import type { CompileRun } from '../job/compile-run';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import type { KnnFewShotOptions, KnnPlan } from './knn-options';

/**
 * Shows each call the training examples that are most like its inputs, the nearest last.
 *
 * With a metric, a teacher runs over the trainset once while compiling, and its approved calls are the demonstrations;
 * without one, the examples are shown as they are.
 *
 * @remarks DSPy's `KNNFewShot` bootstraps anew in every call and loses the examples when it is saved; here it is done once, and
 * they are part of the saved state. Python DSPy does not read them.
 */
export class KNNFewShot extends JobTeleprompter {
  readonly #plan: KnnPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: KnnFewShotOptions = {}) {
    const own = BOOTSTRAP_OPTIONS.filter(
      (name) => name !== 'maxBootstrappedDemos' && name !== 'maxLabeledDemos',
    );
    assertKnownOptions(options, [...own, 'k', 'vectorizer'], 'new KNNFewShot(...)');
    const { k = 4, vectorizer = new HashedEmbedder(), ...bootstrap } = options;
    assertCount(k, 'new KNNFewShot({ k })', 1);
    const traits = traitsOf(bootstrap);
    super({ name: 'KNNFewShot', ...traits, options: { ...traits.options, k } });
    this.#plan = { k, vectorizer, bootstrap: planBootstrap(bootstrap, 'new KNNFewShot(...)') };
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { knnPhases } = await import('../plan/demo-phases');
    return knnPhases(this.#plan, size);
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { searchNearest } = await import('./search-nearest');
    return searchNearest(run, this.#plan);
  }
}
