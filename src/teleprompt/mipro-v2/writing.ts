import type { Module } from '../../modules';
import type { TrainingExample } from '../check-options';
import type { DemoSet } from '../demos/demo-sets';
import type { CompileRun } from '../job/compile-run';
import {
  proposeInstructions,
  type Ground,
  type ProposalTask,
  type TriedInstruction,
} from '../propose/propose-instructions';
import type { Contest } from '../search-run/contest';
import { proposerOf, reportFailures } from '../search-run/proposer-of';
import type { MiproPlan } from './mipro-options';
import type { Outcome } from './search-combinations';

/** The first round writes so many times as much as each later one: those know more, and come more often. */
export const LATER = 2;

/** What instructions are written for. */
export interface WritingTask {
  readonly trainset: readonly TrainingExample[];
  readonly demoSets: readonly DemoSet[];
  readonly plan: MiproPlan;
}

/** The instructions of a search, written in rounds. What is found out about data and program is asked for once. */
export class Writing {
  readonly #instructions = new Map<string, readonly string[]>();
  readonly #count: number;
  readonly #fresh = new Map<string, number>();
  #ground: Ground | undefined;
  #asked = 0;

  constructor(
    private readonly run: CompileRun<Module>,
    private readonly task: WritingTask,
  ) {
    this.#count = task.plan.instructions - 1;
  }

  /** New instructions by path, the earlier ones first. */
  get instructions(): Readonly<Record<string, readonly string[]>> {
    return Object.fromEntries(this.#instructions);
  }

  /** How many of them are of the last round, where it was not the first. */
  get fresh(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#fresh);
  }

  /**
   * Writes further instructions for each predictor.
   *
   * @param tried what those before scored, for the later rounds.
   * @throws {@link ProposerFailedError} when there is nothing else to search through.
   */
  async write(tried: ProposalTask['tried'] = {}): Promise<void> {
    // A model that gave nothing is not asked again.
    if (this.#count === 0 || (this.#asked > 0 && this.#instructions.size === 0)) return;
    const { trainset, demoSets, plan } = this.task;
    const { promptModel, initTemperature: temperature, seed } = plan;
    const count = this.#asked === 0 ? this.#count : Math.ceil(this.#count / LATER);
    const proposer = proposerOf(this.run, { promptModel, temperature, seed });
    const { byPath, failures, ground } = await proposeInstructions(proposer, {
      student: this.run.student,
      trainset,
      demoSets,
      count,
      programAware: plan.programAware,
      dataAware: plan.dataAware,
      tipAware: plan.tipAware,
      fewshotAware: plan.fewshotAware,
      viewDataBatchSize: plan.viewDataBatchSize,
      tried,
      asked: this.#asked,
      ...(this.#ground === undefined ? {} : { ground: this.#ground }),
    });
    this.#asked += count;
    this.#ground = ground;
    for (const [path, proposals] of Object.entries(byPath)) {
      const known = this.#instructions.get(path) ?? [];
      const all = [...new Set([...known, ...proposals])];
      if (all.length > 0) this.#instructions.set(path, all);
      if (known.length > 0) this.#fresh.set(path, all.length - known.length);
    }
    reportFailures(this.run, 'MIPROv2', {
      failures,
      answered: !plan.zeroShot || this.#instructions.size > 0,
    });
  }
}

/** What each of the instructions that were tried came to: the mean of the combinations it was in. */
export function scoresByPath<Student extends Module>(
  contest: Contest<Student>,
  tried: readonly Outcome[],
): Readonly<Record<string, readonly TriedInstruction[]>> {
  const { space } = contest;
  const entries = space.paths.map((path) => {
    const scores = new Map<string, number[]>();
    for (const { candidate } of tried) {
      const [text, score] = [space.instructions(candidate, path), contest.estimate(candidate)];
      if (!Number.isNaN(score)) scores.set(text, [...(scores.get(text) ?? []), score]);
    }
    const means = [...scores].map(([instructions, each]) => ({
      instructions,
      score: each.reduce((sum, score) => sum + score, 0) / each.length,
    }));
    return [path, means] as const;
  });
  return Object.fromEntries(entries);
}
