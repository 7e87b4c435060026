import type { LanguageModel } from '../../lm';
import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import type { Candidate } from '../candidate/candidate';
import { CandidateSpace } from '../candidate/candidate-space';
import { assertMetric, assertCount } from '../check-options';
import type { CompileMetric } from '../compile-metric';
import type { CompileRun } from '../job/compile-run';
import { JobTeleprompter } from '../job/job-teleprompter';
import type { Proposer } from '../propose/ask-model';
import { proposeVariants, type ScoredVariant, type Variant } from '../propose/propose-variants';
import { Contest, FLAT } from '../search-run/contest';
import { proposerOf, reportFailures } from '../search-run/proposer-of';

/** How a {@link COPRO} works. */
export interface COPROOptions {
  /** Scores the candidates. */
  readonly metric: CompileMetric;
  /**
   * The model that writes instructions.
   * @default the one in force
   */
  readonly promptModel?: LanguageModel;
  /**
   * New instructions for a predictor in each round, the present ones among them in the first; at least 2.
   * @default 10
   */
  readonly breadth?: number;
  /**
   * How many rounds there are.
   * @default 3
   */
  readonly depth?: number;
  /**
   * How freely the prompt model writes.
   * @default 1.4
   */
  readonly initTemperature?: number;
  /**
   * Decides on everything random.
   * @default 0
   */
  readonly seed?: number;
  /**
   * Most things to do at once. The result does not depend on it.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * How many evaluations in a row may fail by a fault of the provider or the metric.
   * @default 20
   */
  readonly maxErrors?: number;
}

const OPTIONS: readonly (keyof COPROOptions)[] = [
  'metric',
  'promptModel',
  'breadth',
  'depth',
  'initTemperature',
  'seed',
  'concurrency',
  'maxErrors',
];

interface Plan {
  readonly breadth: number;
  readonly depth: number;
  readonly temperature: number;
  readonly seed: number;
  readonly promptModel: LanguageModel | undefined;
}

/** What was tried at one predictor. */
interface Attempt extends Variant {
  readonly candidate: Candidate;
}

/**
 * Improves the instructions of one predictor after the other: a prompt model writes variants, the best stays, and the next round
 * of variants learns from the scores of the earlier ones.
 *
 * @remarks DSPy's `COPRO`. It also tunes the description of the last output, as DSPy does its prefix, which our prompts do not
 * show. No variant is evaluated twice, weak ones are given up early, and the valset is chosen by if there is one.
 */
export class COPRO extends JobTeleprompter {
  readonly #plan: Plan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: COPROOptions) {
    const where = 'new COPRO(...)';
    assertKnownOptions(options, OPTIONS, where);
    const { metric, concurrency, maxErrors, ...rest } = options;
    const { breadth = 10, depth = 3, initTemperature = 1.4, seed = 0, promptModel } = rest;
    assertMetric(metric, where);
    assertCount(breadth, `${where} breadth`, 2);
    assertCount(depth, `${where} depth`, 1);
    super({
      name: 'COPRO',
      metric,
      seed,
      concurrency,
      maxErrors,
      options: rest,
    });
    this.#plan = { breadth, depth, temperature: initTemperature, seed, promptModel };
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { promptModel, temperature, seed } = this.#plan;
    const proposer = proposerOf(run, { promptModel, temperature, seed });
    const examples = run.valset ?? run.trainset;
    const space = new CandidateSpace(run.student);
    const contest = new Contest(run, space, examples);
    await contest.finish(space.root);
    await climb(contest, proposer, this.#plan);
    return run.best?.program ?? run.student.deepCopy();
  }
}

/** Rounds over all predictors: coordinate ascent. */
async function climb<Student extends Module>(
  contest: Contest<Student>,
  proposer: Proposer,
  { breadth, depth }: Plan,
): Promise<void> {
  const attempts = new Map<string, Attempt[]>();
  const rounds = Array.from({ length: depth }, (_, round) => round);
  let answered = false;
  for (const round of rounds) {
    for (const path of contest.space.paths) {
      const known = attempts.get(path) ?? [];
      attempts.set(path, known);
      const base = contest.leader ?? contest.space.root;
      const { lastOutput, present } = partsOf(contest, base, path);
      const { variants, failures } = await proposeVariants(proposer, {
        path,
        round,
        count: round === 0 ? breadth - 1 : breadth,
        present,
        lastOutput,
        tried: known.length === 0 ? [] : scored(contest, known, breadth),
      });
      answered ||= variants.length > 0;
      reportFailures(contest.run, 'COPRO', { failures, answered });
      const fresh = variants.map((variant): Attempt => {
        const { instructions, desc } = variant;
        const changes = { [path]: { instructions, fields: { [lastOutput]: { desc } } } };
        const origin = `variant of ${path}, round ${round + 1}`;
        return { ...variant, candidate: contest.space.derive(base, changes, origin) };
      });
      known.push(...fresh);
      await contest.challenge(distinct(contest, fresh));
      if (contest.isFlat) return contest.run.note(FLAT);
    }
  }
}

function partsOf(contest: Contest<Module>, base: Candidate, path: string) {
  const { signature } = contest.space.predictor(base, path);
  const last = signature.outputFields.at(-1);
  return {
    lastOutput: last?.name ?? '',
    present: { instructions: signature.instructions, desc: last?.desc ?? '' },
  };
}

/** The best attempts with their scores. */
function scored(
  contest: Contest<Module>,
  attempts: readonly Attempt[],
  most: number,
): readonly ScoredVariant[] {
  return attempts
    .map(({ instructions, desc, candidate }) => ({ instructions, desc, score: contest.estimate(candidate) }))
    .filter(({ score }) => !Number.isNaN(score))
    .sort((left, right) => right.score - left.score)
    .slice(0, most);
}

/** Each program once, and none that was scored. */
function distinct(contest: Contest<Module>, attempts: readonly Attempt[]): readonly Candidate[] {
  const seen = new Set<string>();
  const candidates = attempts.map(({ candidate }) => candidate);
  return candidates.filter((candidate) => {
    const isNew = !seen.has(candidate.id) && contest.scores(candidate).size === 0;
    seen.add(candidate.id);
    return isNew;
  });
}
