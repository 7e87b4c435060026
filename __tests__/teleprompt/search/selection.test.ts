import { chooseMerge } from '../../../src/teleprompt/search/merge-candidates';
import { minibatchAt } from '../../../src/teleprompt/search/minibatches';
import { isBeaten, pairedStanding, sharedMeans } from '../../../src/teleprompt/search/paired';
import { paretoWeights, pickFromFrontier } from '../../../src/teleprompt/search/pareto-frontier';
import { bestPlaces, rungSizes } from '../../../src/teleprompt/search/rungs';
import { poissonDraw, softmaxDraw } from '../../../src/teleprompt/search/draws';
import { seededRandom } from '../../../src/util';

const scores = (...values: number[]) => new Map(values.map((value, index) => [`e${index}`, value]));

describe('the Pareto frontier', () => {
  it('keeps who is best at something and drops who is nowhere needed', () => {
    const weights = paretoWeights([scores(1, 0, 0), scores(0, 1, 1), scores(0, 1, 0), scores(0, 0, 0)]);
    expect([...weights]).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('draws the more often the more a candidate is best at, and works where nothing is scored', () => {
    const random = seededRandom(1);
    const tables = [scores(1, 0, 0, 0), scores(0, 1, 1, 1)];
    const drawn = Array.from({ length: 400 }, () => pickFromFrontier(tables, random));
    expect(drawn.filter((place) => place === 1).length).toBeGreaterThan(250);
    expect(pickFromFrontier([new Map(), new Map()], random)).toBe(0);
  });

  it('keeps one of several that are alike', () => {
    expect([...paretoWeights([scores(1, 1), scores(1, 1)]).keys()]).toEqual([0]);
  });
});

describe('a merge', () => {
  const part = (one: string, two: string) => new Map(Object.entries({ one, two }));
  const pool = [
    { parents: [], parts: part('a', 'b'), mean: 0 },
    { parents: [0], parts: part('A', 'b'), mean: 0.4 },
    { parents: [0], parts: part('a', 'B'), mean: 0.6 },
  ];

  it('takes what each of the two changed, also where the ancestor scored 0', () => {
    const merge = chooseMerge({ pool, places: [1, 2], made: new Set() }, seededRandom(0));
    expect(merge && [...merge.from]).toEqual([
      ['one', 1],
      ['two', 2],
    ]);
  });

  it('is not made twice, nor with a descendant, nor of one part alone', () => {
    const random = seededRandom(0);
    const merge = chooseMerge({ pool, places: [1, 2], made: new Set() }, random)!;
    expect(chooseMerge({ pool, places: [1, 2], made: new Set([merge.key]) }, random)).toBeUndefined();
    const chain = [pool[0]!, pool[1]!, { ...pool[2]!, parents: [1] }];
    expect(chooseMerge({ pool: chain, places: [1, 2], made: new Set() }, random)).toBeUndefined();
    const single = [
      { parents: [], parts: new Map([['one', 'a']]), mean: 0 },
      { parents: [0], parts: new Map([['one', 'b']]), mean: 1 },
      { parents: [0], parts: new Map([['one', 'c']]), mean: 1 },
    ];
    expect(chooseMerge({ pool: single, places: [1, 2], made: new Set() }, random)).toBeUndefined();
  });
});

describe('minibatches', () => {
  it('show every example once before any comes again, whatever iteration is asked for', () => {
    const plan = { total: 10, size: 3 };
    const random = seededRandom(5);
    const epoch = [0, 1, 2, 3].flatMap((iteration) => minibatchAt(plan, iteration, random));
    expect(new Set(epoch.slice(0, 10)).size).toBe(10);
    expect(epoch).toHaveLength(12);
    expect(minibatchAt(plan, 2, random)).toEqual(minibatchAt(plan, 2, seededRandom(5)));
    expect(minibatchAt(plan, 4, random)).not.toEqual(minibatchAt(plan, 0, random));
  });

  it('are never larger than the data', () => {
    expect([...minibatchAt({ total: 2, size: 35 }, 7, seededRandom(0))].sort()).toEqual([0, 1]);
    expect(minibatchAt({ total: 0, size: 35 }, 0, seededRandom(0))).toEqual([]);
  });
});

describe('racing', () => {
  it('compares on shared examples alone', () => {
    const standing = pairedStanding(scores(1, 0, 1), new Map([...scores(1, 1), ['other', 0]]));
    expect(standing).toMatchObject({ n: 2, difference: 0.5, wins: 1, losses: 0 });
    expect(sharedMeans([scores(1, 0), scores(0.5)])).toEqual([1, 0.5]);
  });

  it('gives up on who is far behind, not on who is a little', () => {
    const ones = scores(...Array.from({ length: 12 }, () => 1));
    const behind = scores(...Array.from({ length: 12 }, (_, index) => (index < 6 ? 0 : 1)));
    const little = scores(...Array.from({ length: 12 }, (_, index) => (index < 1 ? 0 : 1)));
    expect(isBeaten(pairedStanding(ones, behind))).toBe(true);
    expect(isBeaten(pairedStanding(ones, little))).toBe(false);
    expect(isBeaten(pairedStanding(ones, scores(0, 0, 0)))).toBe(false);
  });

  it('climbs in steps that grow and ends at the whole', () => {
    expect(rungSizes(100, 12)).toEqual([12, 24, 48, 100]);
    expect(rungSizes(5, 12)).toEqual([5]);
    expect(bestPlaces([0.1, Number.NaN, 0.9, 0.9], 2)).toEqual([2, 3]);
  });
});

describe('draws', () => {
  it('prefer the better whatever the scale', () => {
    for (const scale of [1, 100]) {
      const random = seededRandom(2);
      const drawn = Array.from({ length: 200 }, () => softmaxDraw([0, 0.5 * scale, scale], 0.2, random));
      const counts = [0, 1, 2].map((place) => drawn.filter((other) => other === place).length);
      expect(counts[2]).toBeGreaterThan(counts[1]!);
      expect(counts[1]).toBeGreaterThan(0);
    }
  });

  it('give a Poisson number its mean', () => {
    const random = seededRandom(3);
    const numbers = Array.from({ length: 2_000 }, () => poissonDraw(1.5, random));
    expect(numbers.reduce((sum, count) => sum + count, 0) / 2_000).toBeCloseTo(1.5, 0);
    expect(poissonDraw(0, random)).toBe(0);
  });
});
