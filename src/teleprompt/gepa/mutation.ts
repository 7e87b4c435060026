import { InvalidArgumentError } from '../../errors';
import type { Module } from '../../modules';
import { ProposerFailedError } from '../compile-errors';
import { mergeChanges, type Candidate, type Changes } from '../candidate/candidate';
import type { TracedRow } from '../job/compile-run';
import type { Unanswered } from '../propose/ask-model';
import { reflect, type FeedbackRecord, type RejectedText } from '../propose/reflect';
import { changeOf, describeComponent, textOfComponent, type Component } from './components';
import type { EvolutionParts } from './evolution-parts';
import { feedbackRecords } from './feedback-records';

/** What one reflection is about. */
export interface MutationTask {
  readonly rows: readonly TracedRow[];
  readonly scores: readonly number[];
  readonly iteration: number;
}

/** A component that was written anew. */
export interface Revision {
  readonly component: string;
  readonly text: string;
}

/** So many fruitless reflections in a row are enough. */
const MOST_FAILURES = 3;
/** Most demonstrations that a predictor collects. */
const MOST_DEMOS = 4;

/** What texts are revised by. */
interface RevisionTask {
  /** By component. */
  readonly records: ReadonlyMap<string, readonly FeedbackRecord[]>;
  readonly iteration: number;
}

/** Writes components of candidates anew, and remembers what was of no use. */
export class Mutation<Student extends Module> {
  readonly #rejected = new Map<string, RejectedText[]>();
  readonly #turns = new Map<string, number>();
  #failuresInARow = 0;
  #hasAnswered = false;
  #last: Unanswered | undefined;

  constructor(
    private readonly parts: Pick<EvolutionParts<Student>, 'contest' | 'components' | 'proposer' | 'plan'>,
  ) {}

  /** Whether the model that reflects has failed too often in a row. */
  get isDead(): boolean {
    return this.#failuresInARow >= MOST_FAILURES;
  }

  /** @throws {@link ProposerFailedError} where it never said anything that could be used. */
  reportDeath(): void {
    const problem = this.#last?.problem ?? 'no answer';
    this.parts.contest.run.note(
      `The reflection model failed ${this.#failuresInARow} times in a row: ${problem}`,
    );
    if (!this.#hasAnswered) throw new ProposerFailedError('GEPA', this.#failuresInARow, problem);
  }

  /** Remembers texts that were no better. */
  reject(revisions: readonly Revision[], scores: Omit<RejectedText, 'text'>): void {
    for (const { component, text } of revisions) {
      this.#rejected.set(component, [...(this.#rejected.get(component) ?? []), { text, ...scores }]);
    }
  }

  /** A child of a candidate, out of what its runs show. Undefined where they show nothing, or nothing came of it. */
  async of(
    parent: Candidate,
    task: MutationTask,
  ): Promise<{ readonly child: Candidate; readonly revisions: readonly Revision[] } | undefined> {
    const records = await this.#records(parent, task);
    const chosen = this.#choose(parent, { records, task });
    if (chosen.length === 0) return undefined;
    const { contest } = this.parts;
    const demos = chosen
      .filter(({ kind }) => kind === 'demos')
      .map((component) => this.#withDemo(parent, component, records));
    const texts = chosen.filter(({ kind }) => kind !== 'demos');
    const revisions =
      texts.length === 0 ? [] : await this.#revise(parent, texts, { records, iteration: task.iteration });
    let changes: Changes = {};
    for (const change of demos) changes = mergeChanges(changes, change);
    for (const { component, text } of revisions) {
      const found = texts.find(({ name }) => name === component);
      if (found !== undefined) changes = mergeChanges(changes, changeOf(found, text));
    }
    if (Object.keys(changes).length === 0) return undefined;
    return { child: contest.space.derive(parent, changes, `reflection ${task.iteration + 1}`), revisions };
  }

  /** Records for each component; those of one predictor are the same. */
  async #records(
    parent: Candidate,
    { rows, iteration }: MutationTask,
  ): Promise<ReadonlyMap<string, readonly FeedbackRecord[]>> {
    const { contest, components, plan } = this.parts;
    const { run, space } = contest;
    const byPath = new Map<string, readonly FeedbackRecord[]>();
    for (const { path } of components) {
      if (byPath.has(path)) continue;
      const make = (): Promise<readonly FeedbackRecord[]> =>
        feedbackRecords({
          program: space.program(parent),
          rows,
          path,
          random: run.random(`calls ${iteration} ${path}`),
          predictorFeedback: plan.predictorFeedback,
          addFormatFailures: plan.addFormatFailureAsFeedback,
        });
      // Feedback of one's own may ask a model.
      const isOwn = plan.predictorFeedback !== undefined;
      byPath.set(path, isOwn ? await run.step(`feedback/${iteration}/${path}`, make) : await make());
    }
    return new Map(components.map(({ name, path }) => [name, byPath.get(path) ?? []]));
  }

  /** The components to write anew, out of those of which there is something to learn. */
  #choose(
    parent: Candidate,
    {
      records,
      task,
    }: { readonly records: ReadonlyMap<string, readonly FeedbackRecord[]>; readonly task: MutationTask },
  ): readonly Component[] {
    const { components, plan } = this.parts;
    const known = components.filter(({ name }) => (records.get(name)?.length ?? 0) > 0);
    if (known.length === 0 || plan.componentSelector === 'all') return known;
    if (plan.componentSelector === 'round_robin') {
      const turn = this.#turns.get(parent.id) ?? task.iteration;
      this.#turns.set(parent.id, turn + 1);
      return [known[turn % known.length] as Component];
    }
    const names = plan.componentSelector({
      components: known.map(({ name }) => name),
      iteration: task.iteration,
      scores: task.scores,
    });
    const unknown = names.find((name) => !components.some((component) => component.name === name));
    if (unknown !== undefined) {
      throw new InvalidArgumentError('componentSelector', {
        found: unknown,
        expected: components.map(({ name }) => name).join(', '),
      });
    }
    return known.filter(({ name }) => names.includes(name));
  }

  async #revise(
    parent: Candidate,
    components: readonly Component[],
    { records, iteration }: RevisionTask,
  ): Promise<readonly Revision[]> {
    const { contest, proposer, plan } = this.parts;
    const { run, space } = contest;
    if (plan.instructionProposer !== undefined)
      return this.#propose(parent, components, { records, iteration });
    const answers = await run.all(components, (component) =>
      reflect(proposer, {
        path: component.name,
        iteration,
        ...describeComponent(space.program(parent), component),
        present: textOfComponent(space, parent, component),
        records: records.get(component.name) ?? [],
        rejected: this.#rejected.get(component.name) ?? [],
      }),
    );
    const revisions: Revision[] = [];
    for (const [place, answer] of answers.entries()) {
      if ('failure' in answer) this.#fail(answer.failure);
      else revisions.push({ component: components[place]?.name ?? '', text: answer.text });
    }
    if (revisions.length > 0) this.#succeed();
    return revisions;
  }

  async #propose(
    parent: Candidate,
    components: readonly Component[],
    { records, iteration }: RevisionTask,
  ): Promise<readonly Revision[]> {
    const { contest, plan } = this.parts;
    const { run, space } = contest;
    const names = components.map(({ name }) => name);
    const texts = await run.step(`proposal/${iteration}`, async () =>
      plan.instructionProposer?.({
        candidate: Object.fromEntries(
          this.parts.components.map((component) => [
            component.name,
            textOfComponent(space, parent, component),
          ]),
        ),
        components: names,
        records: Object.fromEntries(names.map((name) => [name, records.get(name) ?? []])),
      }),
    );
    this.#succeed();
    return Object.entries(texts ?? {})
      .filter(([name, text]) => names.includes(name) && typeof text === 'string' && text.trim() !== '')
      .map(([component, text]) => ({ component, text }));
  }

  /** Shows a call that led to a good answer as a demonstration, the oldest of many making room. */
  #withDemo(
    parent: Candidate,
    { path, name }: Component,
    records: ReadonlyMap<string, readonly FeedbackRecord[]>,
  ): Changes {
    const { contest, plan } = this.parts;
    const good = records
      .get(name)
      ?.find(({ score, outputs }) => score >= plan.perfectScore && outputs !== undefined);
    if (good === undefined) return {};
    const { demos } = contest.space.predictor(parent, path);
    const demo = Object.freeze({ augmented: true, ...good.inputs, ...good.outputs });
    return { [path]: { demos: [...demos.slice(-(MOST_DEMOS - 1)), demo] } };
  }

  #fail(failure: Unanswered): void {
    this.#failuresInARow++;
    this.#last = failure;
    this.parts.contest.run.note(`No new text for ${failure.label}: ${failure.problem}`);
  }

  #succeed(): void {
    this.#failuresInARow = 0;
    this.#hasAnswered = true;
  }
}
