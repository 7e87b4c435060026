import fc from 'fast-check';
import { VectorIndex } from '../../../src/retrievers';

describe('VectorIndex', () => {
  it('finds the most similar vectors, best first', () => {
    const index = VectorIndex.from([
      [1, 0],
      [0, 1],
      [3, 3],
    ]);
    const found = index.nearest([2, 1], 2);
    expect(found.map((neighbor) => neighbor.index)).toEqual([2, 0]);
    expect(found[0]?.score).toBeCloseTo(0.9487, 4);
  });

  it('prefers the earlier of equally similar vectors', () => {
    const index = VectorIndex.from([[1], [2], [3]]);
    expect(index.nearest([1], 2).map((neighbor) => neighbor.index)).toEqual([0, 1]);
  });

  it('leaves out what is not accepted before it counts to k', () => {
    const index = VectorIndex.from([[1], [1], [1], [1]]);
    expect(index.nearest([1], 2, (place) => place > 1).map((neighbor) => neighbor.index)).toEqual([2, 3]);
  });

  it('gives a vector of zeros the score 0', () => {
    expect(VectorIndex.from([[0, 0]]).nearest([1, 1], 1)).toEqual([{ index: 0, score: 0 }]);
  });

  it('finds nothing in nothing', () => {
    expect(VectorIndex.from([]).nearest([1], 3)).toEqual([]);
  });

  it('refuses vectors of another length', () => {
    expect(() => VectorIndex.from([[1], [1, 2]])).toThrow('2 dimensions');
    expect(() => VectorIndex.from([[1]]).nearest([1, 2], 1)).toThrow('same embedder');
  });

  it('agrees with sorting everything', () => {
    const vector = fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(
        fc.array(vector, { minLength: 1, maxLength: 20 }),
        vector,
        fc.integer({ min: 1, max: 25 }),
        (vectors, query, k) => {
          const index = VectorIndex.from(vectors);
          const all = index.nearest(query, vectors.length);
          const sorted = [...all].sort((left, right) => right.score - left.score || left.index - right.index);
          expect(all).toEqual(sorted);
          expect(index.nearest(query, k)).toEqual(all.slice(0, k));
        },
      ),
    );
  });

  it('searches 200,000 vectors', () => {
    const vectors = Array.from({ length: 200_000 }, (_, place) => [place % 7, place % 11, place % 13, 1]);
    expect(VectorIndex.from(vectors).nearest([0, 0, 0, 1], 3)).toHaveLength(3);
  });
});
