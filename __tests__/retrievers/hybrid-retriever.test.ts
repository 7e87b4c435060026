import { HashedEmbedder } from '../../src/lm';
import {
  BM25Retriever,
  Embeddings,
  HybridRetriever,
  type Passage,
  type Retriever,
} from '../../src/retrievers';
import { describeRetriever } from '../contracts/retriever.contract';

describeRetriever({
  name: 'HybridRetriever',
  isCollection: false,
  create: (corpus) =>
    new HybridRetriever([
      new BM25Retriever({ corpus }),
      new Embeddings({ corpus, embedder: new HashedEmbedder() }),
    ]),
  scoresByRank: true,
});

const ranked = (...ids: readonly string[]): Retriever => ({
  retrieve: async () => ids.map((id, place): Passage => ({ id, text: id, score: 9 - place, metadata: {} })),
});

describe('HybridRetriever', () => {
  it('adds up reciprocal ranks', async () => {
    const hybrid = new HybridRetriever([ranked('a', 'b', 'c'), ranked('c', 'd')]);
    const found = await hybrid.retrieve('x');
    expect(found.map(({ id, score }) => [id, score])).toEqual([
      ['c', 1 / 63 + 1 / 61],
      ['a', 1 / 61],
      ['b', 1 / 62],
      ['d', 1 / 62],
    ]);
  });

  it('weighs retrievers and ranks as it is told', async () => {
    const hybrid = new HybridRetriever([ranked('a', 'b'), ranked('b')], {
      weights: [1, 0.1],
      rankConstant: 1,
    });
    expect(await hybrid.retrieve('x', { k: 1 })).toMatchObject([{ id: 'a', score: 0.5 }]);
  });

  it('asks each for as many candidates as it is told, and for k where that is more', async () => {
    const asked: (number | undefined)[] = [];
    const noting: Retriever = { retrieve: async (_, options) => (asked.push(options?.k), []) };
    const hybrid = new HybridRetriever([noting], { candidates: 7 });
    await hybrid.retrieve('x', { k: 3 });
    await hybrid.retrieve('x', { k: 30 });
    expect(asked).toEqual([7, 30]);
  });

  it('fails when one fails, and aborts the others', async () => {
    let aborted: unknown;
    const slow: Retriever = {
      retrieve: (_, options) =>
        new Promise((_resolve, reject) => {
          options?.signal?.addEventListener('abort', () => {
            aborted = options.signal?.reason;
            reject(aborted);
          });
        }),
    };
    const failing: Retriever = { retrieve: () => Promise.reject(new Error('down')) };
    await expect(new HybridRetriever([slow, failing]).retrieve('x')).rejects.toThrow('down');
    expect(aborted).toEqual(new Error('down'));
  });

  it('refuses what cannot be joined', () => {
    expect(() => new HybridRetriever([])).toThrow('at least one');
    expect(() => new HybridRetriever([{} as never])).toThrow('retrieve');
    expect(() => new HybridRetriever([ranked()], { weights: [1, 1] })).toThrow('1 numbers');
    expect(() => new HybridRetriever([ranked()], { rankConstant: 0 })).toThrow('above 0');
    expect(() => new HybridRetriever([ranked()], { candidates: 0 })).toThrow('candidates');
  });
});
