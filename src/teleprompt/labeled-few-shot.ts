import type { Module } from '../modules';
import { assertKnownOptions, seededRandom } from '../util';
import { assertCount, checkCompile } from './check-options';
import { labeledDemos } from './labeled-demos';
import type { CompileOptions, Teleprompter } from './teleprompter';

/** How a {@link LabeledFewShot} chooses. */
export interface LabeledFewShotOptions {
  /**
   * Most demonstrations for a predictor.
   * @default 16
   */
  readonly k?: number;
  /**
   * Whether to draw at random; otherwise the first `k` are taken.
   * @default true
   */
  readonly sample?: boolean;
  /**
   * Decides on the draw.
   * @default 0
   */
  readonly seed?: number;
}

/**
 * Gives each predictor some of the training examples as demonstrations, as they are. Asks no model.
 *
 * @remarks DSPy's `LabeledFewShot`. Examples that have no output of a predictor are no demonstrations for it.
 */
export class LabeledFewShot implements Teleprompter {
  readonly #k: number;
  readonly #sample: boolean;
  readonly #seed: number;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: LabeledFewShotOptions = {}) {
    assertKnownOptions(options, ['k', 'sample', 'seed'], 'new LabeledFewShot(...)');
    const { k = 16, sample = true, seed = 0 } = options;
    assertCount(k, 'new LabeledFewShot({ k })');
    this.#k = k;
    this.#sample = sample;
    this.#seed = seed;
  }

  async compile<Student extends Module>(student: Student, options: CompileOptions): Promise<Student> {
    const trainset = checkCompile('LabeledFewShot', student, options);
    const program = student.resetCopy();
    for (const [path, predictor] of program.namedPredictors()) {
      const demos = labeledDemos(predictor, trainset);
      const random = seededRandom(this.#seed).fork(path);
      predictor.demos = this.#sample ? random.sample(demos, this.#k) : demos.slice(0, this.#k);
    }
    return program;
  }
}
