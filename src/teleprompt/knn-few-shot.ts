import { inspect } from 'node:util';
import { FORWARD_IDENTITY } from '../evaluate';
import { HashedEmbedder, type Embedder } from '../lm';
import { Predict, type CallOptions, type Demo, type Module } from '../modules';
import { embedAll, VectorIndex } from '../retrievers';
import { assertKnownOptions, canonicalJson } from '../util';
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
 * @remarks DSPy's `KNNFewShot` bootstraps anew in every call; here it is done once. The neighbours are not part of saved
 * state: after loading a program, compile it again.
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
    const { student, trainset, signal } = run;
    const base = student.resetCopy();
    const demos = await this.#demosOf(base, run);
    const texts = trainset.map((example) => textOf(example.inputs()));
    const index = VectorIndex.from(await embedAll(this.#vectorizer, texts, { batchSize: 200, signal }));
    const nearest: Nearest = async (inputs, signal) => {
      const [vector] = await this.#vectorizer.embed([textOf(inputs)], { signal });
      const found = index.nearest(vector ?? [], this.#k).map(({ index: place }) => demos[place]);
      return found.filter((entry) => entry !== undefined).reverse();
    };
    const identity = canonicalJson({ k: this.#k, texts, demos: demos.map(textOfDemos) });
    return withForward(student.resetCopy(), nearest, identity);
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

/** Inputs as one text, the same whatever the order of the fields. */
function textOf(inputs: object): string {
  const fields = Object.entries(inputs).sort(([left], [right]) => (left < right ? -1 : 1));
  return fields
    .map(([, value]) => (typeof value === 'string' ? value : canonicalJson(value ?? null)))
    .join('\n');
}

function textOfDemos(demos: DemosByPath): string {
  return inspect([...demos], { depth: 6, maxStringLength: null, maxArrayLength: null });
}

type Forward = (inputs: object, options?: CallOptions) => unknown;

type Nearest = (inputs: object, signal?: AbortSignal) => Promise<readonly DemosByPath[]>;

/** Gives one program a `forward` of its own that fetches demonstrations first. Its copies have it too. */
function withForward<Student extends Module>(program: Student, nearest: Nearest, identity: string): Student {
  const original = (program as unknown as { readonly forward: Forward }).forward;
  const forward = async function (this: Module, inputs: object, options?: CallOptions): Promise<unknown> {
    const found = await nearest(inputs, options?.signal);
    const demosFor = (path: string): Demo[] =>
      found.map((demos) => demos.get(path)).filter((demo) => demo !== undefined);
    if (this instanceof Predict) return original.call(this, inputs, { demos: demosFor('self'), ...options });
    const copy = this.deepCopy();
    for (const [path, predictor] of copy.namedPredictors()) predictor.demos = demosFor(path);
    return original.call(copy, inputs, options);
  };
  Object.defineProperty(forward, FORWARD_IDENTITY, { value: identity });
  Object.defineProperty(program, 'forward', { value: forward, configurable: true });
  return program;
}
