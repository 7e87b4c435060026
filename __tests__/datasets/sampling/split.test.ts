import fc from 'fast-check';
import { splitExamples } from '../../../src/datasets/sampling/split';
import { Example } from '../../../src/primitives';

const examples = (count: number) =>
  Array.from({ length: count }, (_, id) => Example.from({ id, team: id % 5 === 0 ? 'rare' : 'common' }));
const ids = (part: readonly Example[]) => part.map((example) => example.get('id') as number);

describe('the split of a dataset', () => {
  it('gives parts of the ratio asked for, which share no example and leave none over', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer(), (count, seed) => {
        const { train, dev, test } = splitExamples(examples(count), {
          seed,
          ratio: { train: 0.6, dev: 0.3, test: 0.1 },
        });
        expect(ids([...train, ...dev, ...test]).sort((a, b) => a - b)).toEqual(ids(examples(count)));
        expect(Math.abs(train.length - count * 0.6)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('gives parts of the sizes asked for and drops the rest', () => {
    const { train, test } = splitExamples(examples(10), { seed: 1, sizes: { train: 6, test: 2 } });
    expect([train.length, test.length]).toEqual([6, 2]);
  });

  it('is the same for the same seed, and another for another', () => {
    const trainOf = (seed: number) => ids(splitExamples(examples(50), { seed, ratio: { train: 0.5 } }).train);
    expect(trainOf(1)).toEqual(trainOf(1));
    expect(trainOf(1)).not.toEqual(trainOf(2));
  });

  it.each(['team', (example: Example) => example.get('team')])(
    'gives each part its share of every stratum',
    (stratifyBy) => {
      const { train, test } = splitExamples(examples(100), {
        seed: 3,
        ratio: { train: 0.7, test: 0.3 },
        stratifyBy,
      });
      const rare = (part: readonly Example[]) =>
        part.filter((example) => example.get('team') === 'rare').length;
      expect(Math.abs(rare(train) - 14)).toBeLessThanOrEqual(1);
      expect(rare(train) + rare(test)).toBe(20);
    },
  );

  it('refuses what cannot be divided so', () => {
    const attempts: [object, string][] = [
      [{}, 'not both'],
      [{ ratio: { a: 1 }, sizes: { a: 1 } }, 'not both'],
      [{ ratio: { a: 0.7, b: 0.4 } }, 'at most 1'],
      [{ ratio: { a: -0.1 } }, 'at most 1'],
      [{ sizes: { a: 11 } }, 'at most 10'],
      [{ sizes: { a: 1.5 } }, 'whole numbers'],
      [{ sizes: { a: 1 }, stratify: 'x' }, 'stratifyBy'],
    ];
    for (const [options, words] of attempts) {
      expect(() => splitExamples(examples(10), { seed: 1, ...options } as never)).toThrow(words);
    }
  });
});
