import type { Point } from '../../../src/teleprompt/search/parzen';
import { keyOf, suggestPoint, type Trial } from '../../../src/teleprompt/search/tpe-sampler';
import { seededRandom } from '../../../src/util';

const dimensions = [
  { name: 'instruction', size: 6 },
  { name: 'demos', size: 6 },
  { name: 'second instruction', size: 6 },
];

/** Each choice adds its part; the best point is 5, 5, 5. */
const additive = (point: Point): number => point.reduce((sum, choice) => sum + choice, 0) / 15;

function search(seed: number, trials: number, batch: number, startup?: number): Trial[] {
  const done: Trial[] = [];
  const random = seededRandom(seed);
  while (done.length < trials) {
    const pending: Point[] = [];
    for (let place = 0; place < batch; place++) {
      const state = { dimensions, trials: done, pending };
      pending.push(suggestPoint(state, random.fork(done.length + place), { startup })!);
    }
    done.push(...pending.map((point) => ({ point, value: additive(point) })));
  }
  return done;
}

const best = (trials: readonly Trial[]): number => Math.max(...trials.map(({ value }) => value));

describe('the TPE sampler', () => {
  it('gives the same points for the same seed', () => {
    expect(search(3, 20, 4)).toEqual(search(3, 20, 4));
    expect(search(3, 20, 4)).not.toEqual(search(4, 20, 4));
  });

  it('beats drawing at random at the same number of trials, over twenty seeds', () => {
    let [wins, losses] = [0, 0];
    for (let seed = 0; seed < 20; seed++) {
      const guided = best(search(seed, 30, 2));
      const random = best(search(seed, 30, 2, 1_000));
      if (guided > random) wins++;
      if (guided < random) losses++;
    }
    expect(wins).toBeGreaterThanOrEqual(losses + 10);
  });

  it('gives different points to one batch', () => {
    const points = search(1, 8, 8).map(({ point }) => keyOf(point));
    expect(new Set(points).size).toBe(8);
  });

  it('starts from the prior', () => {
    const skewed = [{ name: 'instruction', size: 4, prior: [0, 0, 1, 0] }];
    expect(suggestPoint({ dimensions: skewed, trials: [] }, seededRandom(0))).toEqual([2]);
  });

  it('never gives a point that is done, and nothing when all are', () => {
    const small = [{ name: 'instruction', size: 3 }];
    const done = new Set(['0', '2']);
    const isDone = (point: Point): boolean => done.has(keyOf(point));
    for (let seed = 0; seed < 10; seed++) {
      expect(suggestPoint({ dimensions: small, trials: [], isDone }, seededRandom(seed))).toEqual([1]);
    }
    expect(
      suggestPoint({ dimensions: small, trials: [], isDone: () => true }, seededRandom(0)),
    ).toBeUndefined();
  });

  it('guides at least half of ten trials', () => {
    const rest: Trial[] = [0, 1, 2].map((choice) => ({ point: [choice, 0, 0], value: choice }));
    const first = suggestPoint({ dimensions, trials: rest }, seededRandom(0));
    const liar = suggestPoint(
      { dimensions, trials: rest.map((trial) => ({ ...trial, value: -trial.value })) },
      seededRandom(0),
    );
    expect(first).not.toEqual(liar);
  });
});
