import { HashedEmbedder, type Embedder } from '../lm';
import { NearestDemos, showNearest, textOfInputs, type Demo, type Module } from '../modules';
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
import { assertCount, type TrainingExample } from './check-options';
import type { CompileRun } from './job/compile-run';
import { JobTeleprompter } from './job/job-teleprompter';
import { labeledDemos } from './labeled-demos';

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

/** Demonstrations of one training example, by the path of the predictor they are for. */
type DemosByPath = ReadonlyMap<string, Demo>;

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
    const { student, trainset } = run;
    const base = student.resetCopy();
    const demos = await this.#demosOf(base, run);
    const nearest = new NearestDemos({
      k: this.#k,
      entries: trainset.map((example, place) => ({
        text: textOfInputs(example.inputs()),
        demos: Object.fromEntries(demos[place] ?? []),
      })),
      embedder: this.#vectorizer,
    });
    await nearest.prepare(run.signal);
    return showNearest(student.resetCopy(), nearest);
  }

  async #demosOf(base: Module, run: CompileRun<Module>): Promise<readonly DemosByPath[]> {
    const { trainset } = run;
    const settings = settingsFor(this.#plan, run);
    const labeled = (example: TrainingExample): DemosByPath => labeledByPath(base, example);
    if (settings.metric === undefined) return trainset.map(labeled);
    if (run.teacher !== undefined) assertSamePredictors(base, run.teacher);
    const teacher = run.teacher ?? base.deepCopy();
    if (run.teacher === undefined && settings.teacherLm !== undefined) teacher.setLM(settings.teacherLm);
    const { everyExample } = await bootstrapDemos(teacher, trainset, {
      ...settings,
      maxBootstrappedDemos: trainset.length,
    });
    return trainset.map((example, index) => everyExample.get(index) ?? labeled(example));
  }
}

function labeledByPath(program: Module, example: TrainingExample): DemosByPath {
  const demos = new Map<string, Demo>();
  for (const [path, predictor] of program.namedPredictors()) {
    const [demo] = labeledDemos(predictor, [example]);
    if (demo !== undefined) demos.set(path, demo);
  }
  return demos;
}
