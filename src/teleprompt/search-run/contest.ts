import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { Candidate } from '../candidate/candidate';
import type { CandidateSpace } from '../candidate/candidate-space';
import type { CompileRun, RunEvaluation, TracedRow } from '../job/compile-run';
import { scoresOf } from './scores-of';
import { settledAll } from '../job/settled-all';
import { isBeaten, meanScore, pairedStanding, type PairedStanding, type Scores } from '../search/paired';
import { rungSizes } from '../search/rungs';

/** What a search says that ends because of it. */
export const FLAT = 'All candidates score the same on all examples: the search ends here.';

/** How a candidate is scored step by step. */
export interface Race {
  /** How many examples are known after each step. */
  readonly sizes: readonly number[];
  readonly rival: Candidate | undefined;
  /**
   * Who goes on: only who is ahead of the rival; who is level with it at the first look and ahead later; also who is level with it; or
   * all that are not clearly behind.
   */
  readonly keepsUp: 'ahead' | 'rising' | 'level' | 'near';
}

/**
 * Candidates that are compared on the same examples, looked at in the same order: of two that were scored on some of them one
 * has always been scored on all that the other has. What is known is never run again.
 */
export class Contest<Student extends Module> {
  readonly #scores = new Map<string, Scores>();
  readonly #full = new Map<string, Candidate>();
  readonly #reported = new Map<string, string>();
  #leader: Candidate | undefined;
  /** In the order they are looked at, which is drawn. */
  readonly examples: readonly Example[];

  /**
   * @param examples what candidates are compared on.
   * @param traced whether rows have the calls of predictors.
   */
  constructor(
    readonly run: CompileRun<Student>,
    readonly space: CandidateSpace<Student>,
    examples: readonly Example[],
    private readonly traced = false,
  ) {
    this.examples = run.random('order of examples').shuffle(examples);
  }

  /** How many examples there are. */
  get total(): number {
    return this.examples.length;
  }

  /** The best candidate that was scored in full; of equals the first. */
  get leader(): Candidate | undefined {
    return this.#leader;
  }

  /** The candidates that were scored in full, in that order. */
  get finished(): readonly Candidate[] {
    return [...this.#full.values()];
  }

  /** Whether a candidate was scored in full. */
  isFull(candidate: Candidate): boolean {
    return this.#full.has(candidate.id);
  }

  /** A candidate's scores so far, by example. */
  scores(candidate: Candidate): Scores {
    return this.#scores.get(candidate.id) ?? new Map<string, number>();
  }

  /** The mean of a candidate's scores so far; NaN of none. */
  mean(candidate: Candidate): number {
    return meanScore(this.scores(candidate));
  }

  /** Scores a candidate on the first so many examples. */
  async climb(candidate: Candidate, count: number): Promise<readonly TracedRow[]> {
    return (await this.#evaluate(candidate, count)).rows;
  }

  async #evaluate(candidate: Candidate, count: number): Promise<RunEvaluation> {
    const examples = this.examples.slice(0, count);
    const program = this.space.program(candidate);
    const evaluation = await this.run.evaluate(program, examples, { traced: this.traced });
    const known = this.#scores.get(candidate.id) ?? [];
    this.#scores.set(candidate.id, new Map([...known, ...scoresOf(evaluation)]));
    return evaluation;
  }

  /**
   * Scores a candidate step by step. It goes on as long as it keeps up with the rival, and is given up for good when it is
   * clearly behind.
   *
   * @returns how many examples it was scored on, and whether it was given up.
   */
  async race(
    candidate: Candidate,
    { sizes, rival, keepsUp }: Race,
  ): Promise<{ readonly size: number; readonly beaten: boolean }> {
    let reached = 0;
    for (const size of sizes) {
      await this.climb(candidate, size);
      reached = size;
      if (rival === undefined || size >= this.total) continue;
      const standing = this.against(rival, candidate);
      if (isBeaten(standing)) return { size, beaten: true };
      if (keepsUp === 'near') continue;
      // At a first look many are level that are not alike.
      const mustLead = keepsUp === 'ahead' || (keepsUp === 'rising' && size !== sizes[0]);
      if (standing.difference < 0 || (mustLead && standing.difference === 0)) break;
    }
    return { size: reached, beaten: false };
  }

  /**
   * Lets new candidates race against the leader side by side, and puts those up that were scored in full, in their order.
   *
   * @returns how many examples each was scored on.
   */
  async challenge(candidates: readonly Candidate[]): Promise<readonly number[]> {
    const sizes = rungSizes(this.total, Math.max(8, Math.ceil(this.total / 4)));
    const reached = new Map<Candidate, number>();
    let running = candidates;
    for (const size of sizes) {
      await settledAll(running.map((candidate) => this.climb(candidate, size)));
      for (const candidate of running) reached.set(candidate, size);
      const rival = this.#frontRunner(running);
      if (size >= this.total || rival === undefined) continue;
      running = running.filter((candidate) => {
        const standing = this.against(rival, candidate);
        return !isBeaten(standing) && (standing.difference >= 0 || size < this.total / 2);
      });
    }
    for (const candidate of running) await this.finish(candidate);
    return candidates.map((candidate) => reached.get(candidate) ?? 0);
  }

  /** The leader, or who is ahead of it among those that run. */
  #frontRunner(running: readonly Candidate[]): Candidate | undefined {
    let best = this.#leader;
    for (const candidate of running) {
      if (best === undefined || this.against(best, candidate).difference > 0) best = candidate;
    }
    return best;
  }

  /** Whether all that was scored has the same score: the metric tells nothing apart, and no search will help. */
  get isFlat(): boolean {
    const seen = new Set<number>();
    for (const scores of this.#scores.values()) for (const score of scores.values()) seen.add(score);
    return this.#scores.size > 1 && seen.size === 1;
  }

  /** A guess at a candidate's mean over all examples: the leader's, and how far it is from it where both were scored. */
  estimate(candidate: Candidate): number {
    if (this.#leader === undefined || this.isFull(candidate)) return this.mean(candidate);
    return this.mean(this.#leader) + this.against(this.#leader, candidate).difference;
  }

  /** How a candidate stands against another on what both were scored on. */
  against(rival: Candidate, candidate: Candidate): PairedStanding {
    return pairedStanding(this.scores(rival), this.scores(candidate));
  }

  /**
   * Scores a candidate in full and puts it up for being the result. One at a time, in an order that does not depend on replies.
   *
   * @returns whether it leads now.
   */
  async finish(candidate: Candidate): Promise<boolean> {
    if (this.isFull(candidate)) return false;
    const evaluation = await this.#evaluate(candidate, this.total);
    this.#full.set(candidate.id, candidate);
    const parent = candidate.parents.map((id) => this.#reported.get(id)).find((id) => id !== undefined);
    const { report } = this.run.consider(this.space.program(candidate), evaluation, {
      origin: candidate.origin,
      ...(parent === undefined ? {} : { parent }),
    });
    this.#reported.set(candidate.id, report.id);
    const leads = this.#leader === undefined || this.#leads(this.#leader, candidate);
    if (leads) this.#leader = candidate;
    return leads;
  }

  #leads(leader: Candidate, candidate: Candidate): boolean {
    const { n, difference } = this.against(leader, candidate);
    return n === 0 ? this.mean(candidate) > this.mean(leader) : difference > 0;
  }
}
