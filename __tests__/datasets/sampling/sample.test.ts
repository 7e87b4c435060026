import fc from 'fast-check';
import { Dataset } from '../../../src/datasets';

const rows = (count: number) =>
  Dataset.from(Array.from({ length: count }, (_, n) => ({ n, kind: n % 10 === 0 ? 'rare' : 'common' })));
const drawn = async (dataset: Dataset<{ n: number; kind: string }>) =>
  (await dataset.toArray()).map(({ n }) => n);

describe('dataset.sample', () => {
  it('draws as many different examples as asked for, or all', () =>
    fc.assert(
      fc.asyncProperty(fc.nat(40), fc.nat(60), fc.integer(), async (count, size, seed) => {
        const sample = await drawn(rows(count).sample({ seed, size }));
        expect(sample).toHaveLength(Math.min(count, size));
        expect(new Set(sample).size).toBe(sample.length);
      }),
    ));

  it('draws the same for the same seed, and otherwise for another', async () => {
    const sample = (seed: number) => drawn(rows(200).sample({ seed, size: 20 }));
    expect(await sample(1)).toEqual(await sample(1));
    expect(await sample(1)).not.toEqual(await sample(2));
  });

  it('draws early and late examples alike', async () => {
    const counts = new Array<number>(10).fill(0);
    for (let seed = 0; seed < 2000; seed++) {
      for (const n of await drawn(rows(10).sample({ seed, size: 3 }))) counts[n] = (counts[n] as number) + 1;
    }
    for (const count of counts) expect(Math.abs(count - 600)).toBeLessThan(90);
  });

  it('keeps the share of every stratum', async () => {
    const sample = await drawn(rows(100).sample({ seed: 1, size: 30, stratifyBy: 'kind' }));
    expect(sample).toHaveLength(30);
    expect(sample.filter((n) => n % 10 === 0)).toHaveLength(3);
  });

  it('draws as many of each stratum as asked for', async () => {
    const dataset = rows(100).sample({ seed: 1, each: 15, stratifyBy: (example) => example.get('kind') });
    const sample = await drawn(dataset);
    expect([sample.length, sample.filter((n) => n % 10 === 0).length]).toEqual([25, 10]);
  });

  it.each([
    [{ seed: 1 }, 'size, or each'],
    [{ seed: 1, size: 1, each: 1 }, 'size, or each'],
    [{ seed: 1, each: 1 }, 'together with stratifyBy'],
    [{ seed: 1, size: -1 }, 'whole number'],
    [{ seed: 1, sizes: 1 }, 'size'],
  ])('refuses %j', (options, words) => {
    expect(() => rows(1).sample(options)).toThrow(words);
  });
});
