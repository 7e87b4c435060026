import type { Module } from '../modules';
import { assertKnownOptions, seededRandom } from '../util';
import {
  BOOTSTRAP_OPTIONS,
  planBootstrap,
  settingsFor,
  traitsOf,
  type BootstrapOptions,
  type BootstrapPlan,
} from './bootstrap/bootstrap-options';
import { bootstrapProgram } from './bootstrap/bootstrap-program';
import { assertMetric, assertCount, type TrainingExample } from './check-options';
import type { CompileMetric } from './compile-metric';
import type { CompileRun } from './job/compile-run';
import { JobTeleprompter } from './job/job-teleprompter';
import { settledAll } from './job/settled-all';
import { raceAll } from './search-run/race-all';
import { labeledProgram } from './labeled-demos';
import { setsOf } from './split-trainset';

/** How a {@link BootstrapFewShotWithRandomSearch} works. */
export interface RandomSearchOptions extends BootstrapOptions {
  /** Scores the candidates, and says which answers of the teacher are worth showing. */
  readonly metric: CompileMetric;
  /**
   * Bootstrapped candidates beside the three fixed ones: no demonstrations, labelled ones, an unshuffled bootstrap.
   * @default 16
   */
  readonly numCandidatePrograms?: number;
  /**
   * A score, in the metric's own units, that is good enough to stop at.
   * @default none: all candidates are tried
   */
  readonly stopAtScore?: number;
  /**
   * Whether candidates that fall clearly behind the best on a part of the examples are given up. False scores all on all, as
   * DSPy does.
   * @default true
   */
  readonly racing?: boolean;
}

/**
 * Makes many few-shot programs from different seeds and keeps the one that scores best on examples it was not made from.
 *
 * @remarks DSPy's `BootstrapFewShotWithRandomSearch`, also known as `BootstrapRS`. Without a valset DSPy scores candidates on
 * the examples they show; here 40 % of the trainset are held back for it. A program that fails on an example scores 0 there;
 * examples on which a candidate's provider or metric failed are left out of the comparison for all. Candidates that turn out
 * to be the same program are evaluated once. `stopAtScore` is in the metric's own units, not percent.
 */
export class BootstrapFewShotWithRandomSearch extends JobTeleprompter {
  readonly #plan: BootstrapPlan;
  readonly #count: number;
  readonly #stopAtScore: number | undefined;
  readonly #racing: boolean;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: RandomSearchOptions) {
    const where = 'new BootstrapFewShotWithRandomSearch(...)';
    assertKnownOptions(
      options,
      [...BOOTSTRAP_OPTIONS, 'numCandidatePrograms', 'stopAtScore', 'racing'],
      where,
    );
    assertMetric(options.metric, where);
    const plan = planBootstrap(options, where);
    super({ name: 'BootstrapFewShotWithRandomSearch', ...traitsOf(options) });
    this.#plan = plan;
    this.#count = options.numCandidatePrograms ?? 16;
    assertCount(this.#count, `${where} numCandidatePrograms`);
    this.#stopAtScore = options.stopAtScore;
    this.#racing = options.racing ?? true;
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const sets = setsOf(run, this.#plan.seed);
    const seeds = Array.from({ length: this.#count + 3 }, (_, place) => place - 3);
    const total = seeds.length;
    if (this.#stopAtScore === undefined) {
      const programs = await settledAll(seeds.map((seed) => this.#candidate(seed, run, sets.trainset)));
      const evaluations = await raceAll(run, programs, { examples: sets.valset, racing: this.#racing });
      // Whatever replies first, they are considered in order.
      for (const [place, evaluation] of evaluations.entries()) {
        if (evaluation === undefined) continue;
        run.consider(programs[place] as Student, evaluation, {
          origin: originOf(seeds[place] as number),
          total,
        });
      }
    } else {
      for (const seed of seeds) {
        const program = await this.#candidate(seed, run, sets.trainset);
        const evaluation = await run.evaluate(program, sets.valset);
        run.consider(program, evaluation, { origin: originOf(seed), total });
        if (evaluation.result.score >= this.#stopAtScore) break;
      }
    }
    return run.best?.program ?? run.student.resetCopy();
  }

  async #candidate<Student extends Module>(
    seed: number,
    run: CompileRun<Student>,
    trainset: readonly TrainingExample[],
  ): Promise<Student> {
    const { student, teacher } = run;
    if (seed === -3) return student.resetCopy();
    const { maxLabeledDemos, maxBootstrappedDemos } = this.#plan;
    if (seed === -2) return labeledProgram(student, trainset, { k: maxLabeledDemos, seed: this.#plan.seed });
    const random = seededRandom(this.#plan.seed).fork(seed);
    const settings = settingsFor(this.#plan, run, originOf(seed));
    if (seed === -1) return bootstrapProgram(student, teacher, trainset, settings);
    return bootstrapProgram(student, teacher, random.shuffle(trainset), {
      ...settings,
      seed: `${this.#plan.seed}/${seed}`,
      maxBootstrappedDemos: maxBootstrappedDemos === 0 ? 0 : 1 + random.integer(maxBootstrappedDemos),
    });
  }
}

function originOf(seed: number): string {
  if (seed === -3) return 'no demonstrations';
  if (seed === -2) return 'labelled demonstrations';
  return seed === -1 ? 'bootstrap' : `bootstrap, shuffle ${seed}`;
}
