import { InvalidArgumentError } from '../errors';
import { Evaluate, type EvaluationResult } from '../evaluate';
import type { Module } from '../modules';
import { assertKnownOptions, seededRandom } from '../util';
import {
  BOOTSTRAP_OPTIONS,
  planBootstrap,
  settingsFor,
  type BootstrapOptions,
  type BootstrapPlan,
  type CompileMetric,
} from './bootstrap/bootstrap-options';
import { bootstrapProgram } from './bootstrap/bootstrap-program';
import type { BootstrapSettings } from './bootstrap/bootstrap-settings';
import { assertCount, checkCompile, type TrainingExample } from './check-options';
import { LabeledFewShot } from './labeled-few-shot';
import type { CompileOptions, Teleprompter } from './teleprompter';

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
}

/** One candidate and how it did. */
export interface CandidateReport<Student> {
  /** −3 is the student without demonstrations, −2 with labelled ones, −1 the unshuffled bootstrap. */
  readonly seed: number;
  readonly score: number;
  /** How many validation examples were scored. */
  readonly n: number;
  /** Its 95 % confidence interval. */
  readonly interval: EvaluationResult['interval'];
  readonly program: Student;
}

/** What a search found. */
export interface RandomSearchReport<Student> {
  readonly program: Student;
  /** All candidates, the best first; of equals the one tried first. */
  readonly candidates: readonly CandidateReport<Student>[];
}

/** The share of the trainset that candidates are chosen by, when no valset is given. */
const HELD_BACK = 0.4;

/**
 * Makes many few-shot programs from different seeds and keeps the one that scores best on examples it was not made from.
 *
 * @remarks DSPy's `BootstrapFewShotWithRandomSearch`, also known as `BootstrapRS`. Without a valset DSPy scores candidates on
 * the examples they show; here 40 % of the trainset are held back for it.
 */
export class BootstrapFewShotWithRandomSearch implements Teleprompter {
  readonly #plan: BootstrapPlan;
  readonly #metric: CompileMetric;
  readonly #count: number;
  readonly #stopAtScore: number | undefined;
  readonly #seed: number;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: RandomSearchOptions) {
    const where = 'new BootstrapFewShotWithRandomSearch(...)';
    assertKnownOptions(options, [...BOOTSTRAP_OPTIONS, 'numCandidatePrograms', 'stopAtScore'], where);
    if (typeof options.metric !== 'function') {
      throw new InvalidArgumentError(`${where} metric`, {
        expected: 'a function of example and prediction.',
      });
    }
    this.#plan = planBootstrap(options, where);
    this.#metric = options.metric;
    this.#count = options.numCandidatePrograms ?? 16;
    assertCount(this.#count, `${where} numCandidatePrograms`);
    this.#stopAtScore = options.stopAtScore;
    this.#seed = options.seed ?? 0;
  }

  async compile<Student extends Module>(student: Student, options: CompileOptions): Promise<Student> {
    return (await this.compileWithReport(student, options)).program;
  }

  /** Like {@link compile}, and tells how all candidates did. */
  async compileWithReport<Student extends Module>(
    student: Student,
    options: CompileOptions,
  ): Promise<RandomSearchReport<Student>> {
    const given = checkCompile('BootstrapFewShotWithRandomSearch', student, options);
    const { trainset, valset } = this.#split(given, options.valset);
    const evaluate = this.#evaluateOn(valset);
    const candidates: CandidateReport<Student>[] = [];
    for (let seed = -3; seed < this.#count; seed++) {
      const program = await this.#candidate(seed, student, trainset, options);
      const { score, n, interval } = await evaluate.call(program, { signal: options.signal });
      options.signal?.throwIfAborted();
      candidates.push(Object.freeze({ seed, score, n, interval, program }));
      options.onEvent?.({ type: 'candidate-evaluated', seed, score, n, total: this.#count + 3 });
      if (this.#stopAtScore !== undefined && score >= this.#stopAtScore) break;
    }
    return report(candidates);
  }

  #split(
    given: readonly TrainingExample[],
    valset: readonly TrainingExample[] | undefined,
  ): { readonly trainset: readonly TrainingExample[]; readonly valset: readonly TrainingExample[] } {
    if (valset !== undefined) return { trainset: given, valset };
    if (given.length < 2) {
      throw new InvalidArgumentError('BootstrapFewShotWithRandomSearch.compile(student, { trainset })', {
        found: 'one example',
        expected: 'at least two, one of them to choose by.',
        fix: 'give a valset, or more examples.',
      });
    }
    const shuffled = seededRandom(this.#seed).fork('valset').shuffle(given);
    const held = Math.max(1, Math.round(given.length * HELD_BACK));
    return { trainset: shuffled.slice(held), valset: shuffled.slice(0, held) };
  }

  #evaluateOn(devset: readonly TrainingExample[]): Evaluate {
    const { concurrency } = this.#plan;
    return new Evaluate({ devset, metric: this.#metric as never, concurrency, progress: false });
  }

  async #candidate<Student extends Module>(
    seed: number,
    student: Student,
    trainset: readonly TrainingExample[],
    options: CompileOptions,
  ): Promise<Student> {
    if (seed === -3) return student.resetCopy();
    const { maxLabeledDemos, maxBootstrappedDemos } = this.#plan;
    if (seed === -2)
      return new LabeledFewShot({ k: maxLabeledDemos, seed: this.#seed }).compile(student, { trainset });
    const random = seededRandom(this.#seed).fork(seed);
    const settings: BootstrapSettings = settingsFor(this.#plan, { ...options, trainset });
    if (seed === -1) return bootstrapProgram(student, options.teacher, trainset, settings);
    return bootstrapProgram(student, options.teacher, random.shuffle(trainset), {
      ...settings,
      seed: `${this.#seed}/${seed}`,
      maxBootstrappedDemos: maxBootstrappedDemos === 0 ? 0 : 1 + random.integer(maxBootstrappedDemos),
    });
  }
}

/** A candidate of which nothing could be scored is worse than any other. */
function report<Student>(tried: readonly CandidateReport<Student>[]): RandomSearchReport<Student> {
  const rank = ({ score }: CandidateReport<Student>): number =>
    Number.isNaN(score) ? Number.NEGATIVE_INFINITY : score;
  const candidates = [...tried].sort((left, right) => rank(right) - rank(left) || left.seed - right.seed);
  const [best] = candidates;
  if (best === undefined) throw new RangeError('A search without candidates.');
  return Object.freeze({ program: best.program, candidates: Object.freeze(candidates) });
}
