import type { Demo, Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import {
  BOOTSTRAP_OPTIONS,
  planBootstrap,
  settingsFor,
  traitsOf,
  type BootstrapOptions,
  type BootstrapPlan,
} from '../bootstrap/bootstrap-options';
import { teacherFor } from '../bootstrap/bootstrap-program';
import { CandidateSpace } from '../candidate/candidate-space';
import { assertMetric, assertCount, type TrainingExample } from '../check-options';
import type { CompileMetric } from '../compile-metric';
import { DemoPool } from '../demos/demo-pool';
import type { CompileRun } from '../job/compile-run';
import { JobTeleprompter } from '../job/job-teleprompter';
import { labeledDemos } from '../labeled-demos';
import { searchCombinations } from '../mipro-v2/search-combinations';
import { Contest } from '../search-run/contest';
import { setsOf } from '../split-trainset';
import { DemoSlots } from './demo-slots';

/** How a {@link BootstrapFewShotWithOptuna} works. */
export interface BootstrapFewShotWithOptunaOptions extends BootstrapOptions {
  /** Scores the candidates, and says which answers of the teacher are worth showing. */
  readonly metric: CompileMetric;
  /**
   * How many choices of demonstrations are tried.
   * @default 16
   */
  readonly numCandidatePrograms?: number;
}

/** So many demonstrations for each place are there to choose from. */
const POOL = 4;

/**
 * Bootstraps a pool of demonstrations once and lets a TPE sampler find out which of them to show to which predictor.
 *
 * @remarks DSPy's `BootstrapFewShotWithOptuna`, without Optuna: the sampler is our own, seeded, and takes demonstrations for what
 * they are, things without an order. Up to `maxBootstrappedDemos` are shown instead of one, and the student and the
 * labelled examples take part.
 */
export class BootstrapFewShotWithOptuna extends JobTeleprompter {
  readonly #plan: BootstrapPlan;
  readonly #count: number;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: BootstrapFewShotWithOptunaOptions) {
    const where = 'new BootstrapFewShotWithOptuna(...)';
    assertKnownOptions(options, [...BOOTSTRAP_OPTIONS, 'numCandidatePrograms'], where);
    assertMetric(options.metric, where);
    const plan = planBootstrap(options, where);
    assertCount(options.numCandidatePrograms ?? 16, `${where} numCandidatePrograms`, 1);
    super({ name: 'BootstrapFewShotWithOptuna', ...traitsOf(options) });
    this.#plan = plan;
    this.#count = options.numCandidatePrograms ?? 16;
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { trainset, valset } = setsOf(run, this.#plan.seed);
    const space = new CandidateSpace(run.student);
    const pools = await this.#pools(run, trainset);
    const slots = Math.max(1, this.#plan.maxBootstrappedDemos);
    const contest = new Contest(run, space, valset);
    await searchCombinations(contest, new DemoSlots(space, pools, slots), {
      trials: this.#count,
      batch: valset.length,
      fullEvalSteps: 1,
    });
    return run.best?.program ?? run.student.deepCopy();
  }

  /** What each predictor may be shown: the teacher's calls first, then training examples as they are. */
  async #pools(
    run: CompileRun<Module>,
    trainset: readonly TrainingExample[],
  ): Promise<Readonly<Record<string, readonly Demo[]>>> {
    const { maxBootstrappedDemos, maxLabeledDemos, seed } = this.#plan;
    const settings = settingsFor(this.#plan, run);
    const pool = new DemoPool(teacherFor(run.student, run.teacher, trainset, settings), trainset, settings);
    const places = trainset.map((_, place) => place);
    const { byPath, used } =
      maxBootstrappedDemos === 0
        ? { byPath: new Map<string, readonly Demo[]>(), used: new Set<number>() }
        : await pool.collect(places, POOL * maxBootstrappedDemos);
    const unused = trainset.filter((_, place) => !used.has(place));
    return Object.fromEntries(
      run.student.namedPredictors().map(([path, predictor]) => {
        const random = run.random(`labelled ${path} ${seed}`);
        const labeled = random.sample(labeledDemos(predictor, unused), maxLabeledDemos);
        return [path, [...(byPath.get(path) ?? []), ...labeled]];
      }),
    );
  }
}
