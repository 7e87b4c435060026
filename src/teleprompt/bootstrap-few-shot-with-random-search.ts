import { InvalidArgumentError } from '../errors';
import { Evaluate, LocalRunner, type EvaluationResult } from '../evaluate';
import type { Module } from '../modules';
import { formatJson } from '../saving';
import { assertKnownOptions, seededRandom, sha256 } from '../util';
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
import { TooManyErrorsError } from './compile-errors';
import { LabeledFewShot } from './labeled-few-shot';
import { rankCandidates, type Candidate, type RandomSearchReport } from './rank-candidates';
import { splitTrainset } from './split-trainset';
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

/**
 * Makes many few-shot programs from different seeds and keeps the one that scores best on examples it was not made from.
 *
 * @remarks DSPy's `BootstrapFewShotWithRandomSearch`, also known as `BootstrapRS`. Without a valset DSPy scores candidates on
 * the examples they show; here 40 % of the trainset are held back for it. A program that fails on an example scores 0 there;
 * examples on which a candidate's provider or metric failed are left out of the comparison for all. Candidates that turn out
 * to be the same program are evaluated once. `stopAtScore` is in the metric's own units, not percent.
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
    const { trainset, valset } =
      options.valset === undefined
        ? splitTrainset(given, this.#seed)
        : { trainset: given, valset: options.valset };
    const evaluate = this.#evaluatorOn(valset, options.signal);
    const candidates: Candidate<Student>[] = [];
    for (let seed = -3; seed < this.#count; seed++) {
      const program = await this.#candidate(seed, student, trainset, options);
      const evaluation = await evaluate(program);
      const { score, n } = evaluation;
      candidates.push({ seed, program, evaluation });
      options.onEvent?.({ type: 'candidate-evaluated', seed, score, n, total: this.#count + 3 });
      if (this.#stopAtScore !== undefined && score >= this.#stopAtScore) break;
    }
    return rankCandidates(candidates);
  }

  /** Evaluates programs, each but once however often it turns up. */
  #evaluatorOn(
    devset: readonly TrainingExample[],
    signal: AbortSignal | undefined,
  ): (program: Module) => Promise<EvaluationResult> {
    const runner = new LocalRunner({ concurrency: this.#plan.concurrency });
    const metric = this.#metric as never;
    const evaluate = new Evaluate({ devset, metric, runner, failureScore: 0, progress: false });
    const known = new Map<string | Module, EvaluationResult>();
    return async (program) => {
      const identity = identityOf(program);
      const evaluation = known.get(identity) ?? (await evaluate.call(program, { signal }));
      signal?.throwIfAborted();
      if (evaluation.n === 0) throw nothingScored(evaluation);
      known.set(identity, evaluation);
      return evaluation;
    };
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

/** Programs of one identity are one candidate; one whose state cannot be written down is like no other. */
function identityOf(program: Module): string | Module {
  try {
    // The models are those of the student in all candidates, and not all of them can be written down.
    return sha256(formatJson(program.deepCopy().unfreeze().setLM(undefined).dumpState(), 0));
  } catch {
    return program;
  }
}

/** Where the provider or the metric failed on every example, more candidates will do no better. */
function nothingScored({ rows }: EvaluationResult): TooManyErrorsError {
  return new TooManyErrorsError('BootstrapFewShotWithRandomSearch', rows.length, rows.at(-1)?.error?.cause);
}
