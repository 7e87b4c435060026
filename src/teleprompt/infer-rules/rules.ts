import type { Demo, Module } from '../../modules';
import type { Candidate } from '../candidate/candidate';
import type { TrainingExample } from '../check-options';
import { labeledDemos } from '../labeled-demos';
import type { Unanswered } from '../propose/ask-model';
import { induceRules } from '../propose/induce-rules';
import type { Contest } from '../search-run/contest';
import { proposerOf, reportFailures } from '../search-run/proposer-of';
import type { InferRulesPlan } from './infer-rules-options';

/** What rules are made of. */
export interface RulesTask {
  readonly trainset: readonly TrainingExample[];
  readonly plan: InferRulesPlan;
}

/** Makes sets of rules, the later ones out of the best so far. */
export class Rules<Student extends Module> {
  /** By candidate, its rules by path. */
  readonly #known = new Map<string, Readonly<Record<string, string>>>();
  #asked = 0;
  #answered = false;

  /** @param base the program that is given rules. */
  constructor(
    private readonly contest: Contest<Student>,
    private readonly base: Candidate,
    private readonly task: RulesTask,
  ) {}

  /** The program with each of so many new sets of rules. */
  async next(count: number): Promise<readonly Candidate[]> {
    const { run, space } = this.contest;
    const present = this.#known.get(this.contest.leader?.id ?? '') ?? {};
    const first = this.#asked;
    this.#asked += count;
    const tasks = Array.from({ length: count }, (_, offset) =>
      space.paths.map((path) => ({ path, index: first + offset })),
    ).flat();
    const found = await run.all(tasks, (each) => this.#induce(each, present[each.path]));
    const sets = Array.from({ length: count }, (): Record<string, string> => ({}));
    const failures: Unanswered[] = [];
    for (const [place, answer] of found.entries()) {
      const { path, index } = tasks[place] as (typeof tasks)[number];
      if ('failure' in answer) failures.push(answer.failure);
      else if (answer.rules !== '') (sets[index - first] as Record<string, string>)[path] = answer.rules;
    }
    this.#answered ||= failures.length < tasks.length;
    reportFailures(run, 'InferRules', { failures, answered: this.#answered });
    return sets
      .filter((set) => Object.keys(set).length > 0)
      .map((set, index) => this.#candidate({ ...present, ...set }, `rules ${first + index + 1}`));
  }

  #candidate(rules: Readonly<Record<string, string>>, origin: string): Candidate {
    const { space } = this.contest;
    const changes = Object.entries(rules).map(([path, text]) => {
      const instructions = `${space.instructions(this.base, path)}\n\nRules to go by:\n${text}`;
      return [path, { instructions }] as const;
    });
    const candidate = space.derive(this.base, Object.fromEntries(changes), origin);
    this.#known.set(candidate.id, rules);
    return candidate;
  }

  #induce(
    { path, index }: { readonly path: string; readonly index: number },
    present: string | undefined,
  ): ReturnType<typeof induceRules> {
    const { run, space } = this.contest;
    const { promptModel, numRules, bootstrap } = this.task.plan;
    const proposer = proposerOf(run, { promptModel, temperature: 1, seed: Number(bootstrap.seed) });
    return induceRules(proposer, {
      path,
      index,
      instructions: space.instructions(this.base, path),
      examples: run.random(`examples ${path} ${index}`).shuffle(this.#examplesFor(path)),
      mostRules: numRules,
      ...(present === undefined ? {} : { present }),
    });
  }

  /** The training examples as a predictor sees them; where they say nothing to it, what the teacher did. */
  #examplesFor(path: string): readonly Demo[] {
    const predictor = this.contest.space.predictor(this.base, path);
    const labeled = labeledDemos(predictor, this.task.trainset);
    return labeled.length > 0 ? labeled : predictor.demos;
  }
}
