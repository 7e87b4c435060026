import { HashedEmbedder, type Embedder } from '../lm';
import type { Demo, Module } from '../modules';
import { assertKnownOptions } from '../util';
import { bootstrapDemos } from './bootstrap/bootstrap-demos';
import {
  BOOTSTRAP_OPTIONS,
  planBootstrap,
  settingsFor,
  traitsOf,
  type BootstrapOptions,
  type BootstrapPlan,
} from './bootstrap/bootstrap-options';
import { assertSamePredictors } from './bootstrap/bootstrap-program';
import { assertCount } from './check-options';
import type { CompileRun } from './job/compile-run';
import { JobTeleprompter } from './job/job-teleprompter';
import { nearestProgram } from './nearest-program';

/** How a {@link KNNFewShot} works. */
export interface KnnFewShotOptions extends Omit<
  BootstrapOptions,
  'maxBootstrappedDemos' | 'maxLabeledDemos'
> {
  /**
   * How many demonstrations each call is shown.
   * @default 4
   */
  readonly k?: number;
  /**
   * Turns inputs into vectors.
   * @default a HashedEmbedder, which works offline and goes by the words
   */
  readonly vectorizer?: Embedder;
}

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
  readonly #k: number;
  readonly #vectorizer: Embedder;
  readonly #plan: BootstrapPlan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: KnnFewShotOptions = {}) {
    const own = BOOTSTRAP_OPTIONS.filter(
      (name) => name !== 'maxBootstrappedDemos' && name !== 'maxLabeledDemos',
    );
    assertKnownOptions(options, [...own, 'k', 'vectorizer'], 'new KNNFewShot(...)');
    const { k = 4, vectorizer = new HashedEmbedder(), ...bootstrap } = options;
    assertCount(k, 'new KNNFewShot({ k })', 1);
    const plan = planBootstrap(bootstrap, 'new KNNFewShot(...)');
    const traits = traitsOf(bootstrap);
    super({ name: 'KNNFewShot', ...traits, options: { ...traits.options, k } });
    this.#k = k;
    this.#vectorizer = vectorizer;
    this.#plan = plan;
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const bootstrapped = await this.#bootstrapped(run);
    return nearestProgram(run.student, {
      trainset: run.trainset,
      k: this.#k,
      embedder: this.#vectorizer,
      demosOf: (place) => bootstrapped.get(place),
      signal: run.signal,
    });
  }

  /** What a teacher made of the examples that it got right; nothing where no metric tells. */
  async #bootstrapped(run: CompileRun<Module>): Promise<ReadonlyMap<number, ReadonlyMap<string, Demo>>> {
    const { student, trainset } = run;
    const settings = settingsFor(this.#plan, run);
    if (settings.metric === undefined) return new Map();
    const base = student.resetCopy();
    if (run.teacher !== undefined) assertSamePredictors(base, run.teacher);
    const teacher = run.teacher ?? base;
    if (run.teacher === undefined && settings.teacherLm !== undefined) teacher.setLM(settings.teacherLm);
    const { everyExample } = await bootstrapDemos(teacher, trainset, {
      ...settings,
      maxBootstrappedDemos: trainset.length,
    });
    return everyExample;
  }
}
