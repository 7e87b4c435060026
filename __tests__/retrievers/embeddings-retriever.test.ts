import { HashedEmbedder, type Embedder } from '../../src/lm';
import { EmbeddingsRetriever } from '../../src/retrievers';
import { describeRetriever } from '../contracts/retriever.contract';

describeRetriever({
  name: 'EmbeddingsRetriever',
  create: (texts) =>
    new EmbeddingsRetriever({
      corpus: texts.map((text, place) => ({ text, metadata: { place } })),
      embedder: new HashedEmbedder(),
    }),
});

/** Embeds by length, and notes what it was asked for. */
function byLength(options: { fails?: number } = {}) {
  const batches: (readonly string[])[] = [];
  let failures = options.fails ?? 0;
  const embedder: Embedder = {
    embed: async (texts) => {
      batches.push(texts);
      if (failures-- > 0) throw new Error('the embedder is down');
      return texts.map((text) => Float32Array.of(text.length, 1));
    },
  };
  return { embedder, batches };
}

describe('EmbeddingsRetriever', () => {
  it('embeds the corpus once, at the first search, in batches', async () => {
    const { embedder, batches } = byLength();
    const retriever = new EmbeddingsRetriever({ corpus: ['a', 'bb', 'ccc'], embedder, batchSize: 2 });
    expect(batches).toEqual([]);
    await Promise.all([retriever.retrieve('dd', { k: 1 }), retriever.retrieve('dd', { k: 1 })]);
    await retriever.retrieve('dd');
    expect(batches.filter((batch) => batch[0] !== 'dd')).toEqual([['a', 'bb'], ['ccc']]);
  });

  it('tries again at the next search when embedding failed', async () => {
    const { embedder } = byLength({ fails: 1 });
    const retriever = new EmbeddingsRetriever({ corpus: ['a'], embedder });
    await expect(retriever.retrieve('b')).rejects.toThrow('the embedder is down');
    expect(await retriever.retrieve('b')).toHaveLength(1);
  });

  it('lets one search be aborted while the corpus is embedded for another', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const embedder: Embedder = {
      embed: async (texts) => {
        await gate;
        return texts.map(() => Float32Array.of(1));
      },
    };
    const retriever = new EmbeddingsRetriever({ corpus: ['a'], embedder });
    const controller = new AbortController();
    const leaving = retriever.retrieve('a', { signal: controller.signal });
    const staying = retriever.retrieve('a');
    controller.abort('gone');
    release();
    await expect(leaving).rejects.toBe('gone');
    expect(await staying).toHaveLength(1);
  });

  it('refuses an embedder that loses texts, and options it could not search with', async () => {
    const embedder: Embedder = { embed: async () => [Float32Array.of(1)] };
    const retriever = new EmbeddingsRetriever({ corpus: ['a', 'b'], embedder });
    await expect(retriever.retrieve('a')).rejects.toThrow(/1 vectors for 2 texts/);
    for (const options of [{ batchSize: 0 }, { batchSize: 0.5 }, { batch: 1 }]) {
      expect(() => new EmbeddingsRetriever({ corpus: [], embedder, ...options })).toThrow(/batch/);
    }
  });
});
