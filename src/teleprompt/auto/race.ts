import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type { CompileRun } from '../job/compile-run';
import { settledAll } from '../job/settled-all';
import { isBeaten, meanScore, pairedStanding, sharedMeans, type Scores } from '../search/paired';
import { bestPlaces, rungSizes } from '../search/rungs';
import { scoresOf } from '../search-run/scores-of';
import type { Arm, Family } from './arms';

/** Many are compared with the leader, some of whom are behind by chance: stricter than one comparison would need. */
const RULE = { least: 16, errors: 2.33 };

/** A candidate in the race. */
interface Contender<Student extends Module> extends Arm<Student> {
  readonly scores: Scores;
}

/** How a race is run. */
export interface RaceOptions {
  /** Examples in the first look at a candidate. */
  readonly firstRung: number;
  /** Most candidates that stay after a look. */
  readonly kept: number;
}

/**
 * A race of candidates over the same examples in the same order: few at first, and more for those that are left. Whoever is
 * clearly behind the leader, pair by pair, is out.
 */
export class Race<Student extends Module> {
  readonly #run: CompileRun<Student>;
  readonly #course: readonly Example[];
  readonly #rungs: readonly number[];
  readonly #options: RaceOptions;
  #field: Contender<Student>[] = [];

  constructor(run: CompileRun<Student>, valset: readonly Example[], options: RaceOptions) {
    this.#run = run;
    this.#course = run.random('auto/course').shuffle(valset);
    this.#rungs = rungSizes(valset.length, options.firstRung);
    this.#options = options;
  }

  /** The best so far. */
  get leader(): Arm<Student> {
    const [leader] = this.#ranked();
    if (leader === undefined) throw new RangeError('Nobody is in the race.');
    return leader;
  }

  /** Whether nothing can be better: the leader is right every time. */
  get isWon(): boolean {
    const [leader] = this.#ranked();
    return leader !== undefined && meanScore(leader.scores) >= 1 && leader.scores.size >= this.#course.length;
  }

  /** The best of a family. */
  best(family: Family): Arm<Student> | undefined {
    return this.#ranked().find((contender) => contender.family === family);
  }

  /** Gives candidates their first look and drops who is behind. */
  async enter(arms: readonly Arm<Student>[]): Promise<void> {
    if (arms.length === 0) return;
    const size = this.#rungs[0] as number;
    this.#field.push(...(await this.#looked(arms, size)));
    this.#drop(this.#options.kept);
  }

  /** Looks at those that are left on more and more examples, all of them at last. */
  async finish(): Promise<void> {
    for (const size of this.#rungs.slice(1)) {
      this.#field = await this.#looked(this.#field, size);
      this.#drop(Math.max(3, Math.ceil(this.#field.length / 2)));
    }
  }

  async #looked(arms: readonly Arm<Student>[], size: number): Promise<Contender<Student>[]> {
    const examples = this.#course.slice(0, size);
    const evaluations = await settledAll(arms.map(({ program }) => this.#run.evaluate(program, examples)));
    return arms.map((arm, place) => {
      const evaluation = evaluations[place] as (typeof evaluations)[number];
      this.#run.consider(arm.program, evaluation, { origin: arm.origin });
      return { ...arm, scores: scoresOf(evaluation) };
    });
  }

  #drop(kept: number): void {
    const ranked = this.#ranked();
    const [leader] = ranked;
    if (leader === undefined) return;
    this.#field = ranked
      .filter(({ scores }) => !isBeaten(pairedStanding(leader.scores, scores), RULE))
      .slice(0, Math.max(1, kept));
  }

  /** Best first, by the examples that all of them have seen; of equals the one that entered first. */
  #ranked(): Contender<Student>[] {
    const means = sharedMeans(this.#field.map(({ scores }) => scores));
    return bestPlaces(means, this.#field.length).flatMap((place) => this.#field[place] ?? []);
  }
}
