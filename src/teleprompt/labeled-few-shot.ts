import type { Module } from '../modules';
import { assertKnownOptions } from '../util';
import { assertCount } from './check-options';
import type { CompileRun } from './job/compile-run';
import { JobTeleprompter } from './job/job-teleprompter';
import type { PlannedPhase } from './plan/compile-plan';
import { labeledProgram } from './labeled-demos';

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
export class LabeledFewShot extends JobTeleprompter {
  readonly #choice: { readonly k: number; readonly sample: boolean; readonly seed: number };

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: LabeledFewShotOptions = {}) {
    assertKnownOptions(options, ['k', 'sample', 'seed'], 'new LabeledFewShot(...)');
    const { k = 16, sample = true, seed = 0 } = options;
    assertCount(k, 'new LabeledFewShot({ k })');
    super({ name: 'LabeledFewShot', seed, options: { k, sample } });
    this.#choice = { k, sample, seed };
  }

  /** @internal Asks nobody. */
  override async phases(): Promise<readonly PlannedPhase[]> {
    return [];
  }

  protected async search<Student extends Module>({
    student,
    trainset,
  }: CompileRun<Student>): Promise<Student> {
    return labeledProgram(student, trainset, this.#choice);
  }
}
