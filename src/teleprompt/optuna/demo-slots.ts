import type { Demo, Module } from '../../modules';
import type { Candidate, PredictorChange } from '../candidate/candidate';
import type { CandidateSpace } from '../candidate/candidate-space';
import type { PointSpace } from '../mipro-v2/search-combinations';
import type { Dimension, Point } from '../search/parzen';
import { keyOf } from '../search/tpe-sampler';

/** Choices of demonstrations as points: a few places for each predictor, each holding one of its pool or none. */
export class DemoSlots<Student extends Module> implements PointSpace {
  readonly dimensions: readonly Dimension[];
  readonly #known = new Map<string, Candidate>();

  constructor(
    private readonly space: CandidateSpace<Student>,
    private readonly pools: Readonly<Record<string, readonly Demo[]>>,
    private readonly slots: number,
  ) {
    this.dimensions = space.paths.flatMap((path) =>
      Array.from({ length: slots }, (_, slot) => ({
        name: `${path} place ${slot}`,
        size: 1 + (pools[path]?.length ?? 0),
      })),
    );
  }

  /** No demonstration anywhere: the student keeps its own. */
  get origin(): Point {
    return this.dimensions.map(() => 0);
  }

  candidate(point: Point): Candidate {
    const key = keyOf(point);
    let candidate = this.#known.get(key);
    if (candidate === undefined) {
      const changes = Object.fromEntries(
        this.space.paths.map((path, index) => [path, this.#changeOf(path, point.slice(index * this.slots))]),
      );
      candidate = this.space.create(changes, {
        parents: [this.space.root.id],
        origin: 'choice of demonstrations',
      });
      this.#known.set(key, candidate);
    }
    return candidate;
  }

  #changeOf(path: string, choices: readonly number[]): PredictorChange {
    const places = [...new Set(choices.slice(0, this.slots))].filter((choice) => choice > 0);
    // In the order of the pool: the same choice is the same prompt.
    places.sort((left, right) => left - right);
    const demos = places.map((choice) => this.pools[path]?.[choice - 1]).filter((demo) => demo !== undefined);
    return demos.length === 0 ? {} : { demos };
  }
}
