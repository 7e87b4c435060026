import fc from 'fast-check';
import { seededRandom } from '../../src/util';

const draw = (seed: number | string, count = 5) => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => random.next());
};

describe('seededRandom', () => {
  it('gives the same stream for the same seed and another for another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('stays the same across releases', () => {
    const random = seededRandom(0);
    expect(Array.from({ length: 8 }, () => random.integer(1000))).toMatchInlineSnapshot(`
     [
       243,
       368,
       354,
       907,
       821,
       692,
       570,
       488,
     ]
    `);
  });

  it('spreads evenly over [0, 1)', () => {
    const counts = new Array<number>(10).fill(0);
    const random = seededRandom('spread');
    for (let index = 0; index < 10_000; index++) counts[random.integer(10)]!++;
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('shuffles into a permutation and leaves the list as it was', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const before = [...items];
        const shuffled = seededRandom(seed).shuffle(items);
        expect(items).toEqual(before);
        expect([...shuffled].sort()).toEqual([...items].sort());
      }),
    );
  });

  it('samples different positions, at most as many as there are', () => {
    const items = [1, 2, 3, 4, 5];
    expect(new Set(seededRandom(1).sample(items, 3)).size).toBe(3);
    expect(seededRandom(1).sample(items, 9)).toHaveLength(5);
    expect(seededRandom(1).sample(items, -1)).toEqual([]);
  });

  it('forks a stream that does not depend on what was drawn before', () => {
    const random = seededRandom(3);
    const early = random.fork('a').next();
    random.next();
    expect(random.fork('a').next()).toBe(early);
    expect(random.fork('b').next()).not.toBe(early);
  });

  it('picks nothing from nothing', () => {
    expect(seededRandom(1).pick([])).toBeUndefined();
  });
});
