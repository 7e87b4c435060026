import type { Module } from '../../modules';
import type { Candidate, Changes } from '../candidate/candidate';
import type { CandidateSpace } from '../candidate/candidate-space';
import type { DemoSet } from '../demos/demo-sets';
import { keyOf } from '../search/tpe-sampler';
import type { Dimension, Point } from '../search/parzen';
import type { PointSpace } from './search-combinations';

/** What is chosen from, for each predictor. Choice 0 is always what the student has. */
export interface Choices {
  /** New instructions by path. */
  readonly instructions: Readonly<Record<string, readonly string[]>>;
  /** How many of those are of the last round, by path: made of what the others scored, they are the likelier choice. @default none */
  readonly fresh?: Readonly<Record<string, number>>;
  /** Sets of demonstrations; none to choose among where only instructions are searched. */
  readonly demoSets: readonly DemoSet[];
}

/** Combinations of instructions and demonstrations as points of a space. */
export class Combinations<Student extends Module> implements PointSpace {
  readonly dimensions: readonly Dimension[];
  readonly #known = new Map<string, Candidate>();

  constructor(
    private readonly space: CandidateSpace<Student>,
    private readonly choices: Choices,
  ) {
    const { instructions, fresh = {}, demoSets } = choices;
    this.dimensions = space.paths.flatMap((path) => [
      instructionsDimension(path, instructions[path]?.length ?? 0, fresh[path] ?? 0),
      { name: `${path} demonstrations`, size: 1 + demoSets.length, mobility: 1 + demoSets.length },
    ]);
  }

  /** The student's own combination. */
  get origin(): Point {
    return this.dimensions.map(() => 0);
  }

  /** The first few sets of demonstrations, each for all predictors, with the student's own instructions. */
  withDemosAlone(count: number): readonly Point[] {
    return this.choices.demoSets
      .slice(0, count)
      .map((_, set) => this.dimensions.map((__, dimension) => (dimension % 2 === 1 ? set + 1 : 0)));
  }

  /** The candidate that a point stands for; the same each time. */
  candidate(point: Point): Candidate {
    const key = keyOf(point);
    let candidate = this.#known.get(key);
    if (candidate === undefined) this.#known.set(key, (candidate = this.#create(point)));
    return candidate;
  }

  #create(point: Point): Candidate {
    const { instructions, demoSets } = this.choices;
    const changes: Record<string, Changes[string]> = {};
    for (const [index, path] of this.space.paths.entries()) {
      const [instruction = 0, demos = 0] = point.slice(2 * index);
      const text = instructions[path]?.[instruction - 1];
      const set = demoSets[demos - 1]?.[path];
      changes[path] = {
        ...(text === undefined ? {} : { instructions: text }),
        ...(set === undefined ? {} : { demos: set }),
      };
    }
    const origin = this.space.paths
      .map(
        (path, index) => `${path}: instructions ${point[2 * index]}, demonstrations ${point[2 * index + 1]}`,
      )
      .join('; ');
    return this.space.create(changes, { parents: [this.space.root.id], origin });
  }
}

/** Choices of the last round together are so many times as likely as all others. */
const FRESH = 3;

/** Instructions to choose from. */
function instructionsDimension(path: string, count: number, fresh: number): Dimension {
  const size = 1 + count;
  const weight = fresh === 0 ? 1 : (FRESH * (size - fresh)) / fresh;
  const prior = Array.from({ length: size }, (_, choice) =>
    choice < size - fresh ? 1 : Math.max(1, weight),
  );
  // Each choice, fresh ones above all, is to come up among a few trials.
  return { name: `${path} instructions`, size, prior, mobility: size };
}
