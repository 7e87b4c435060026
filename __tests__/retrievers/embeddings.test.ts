import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FunctionEmbedder, HashedEmbedder, type Embedder } from '../../src/lm';
import { EmbedderMismatchError, Embeddings } from '../../src/retrievers';
import { describeRetriever } from '../contracts/retriever.contract';
import { temporaryFolder } from '../support/packed-package';

const embedder = new HashedEmbedder();

describeRetriever({ name: 'Embeddings', create: (corpus) => new Embeddings({ corpus, embedder }) });

const folder = temporaryFolder();
afterAll(() => folder.remove());
const file = join(folder.path, 'passages');

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

describe('Embeddings', () => {
  it('embeds the corpus once, at the first search, in batches', async () => {
    const { embedder, batches } = byLength();
    const retriever = new Embeddings({ corpus: ['a', 'bb', 'ccc'], embedder, batchSize: 2 });
    expect(batches).toEqual([]);
    await Promise.all([retriever.retrieve('dd', { k: 1 }), retriever.retrieve('dd', { k: 1 })]);
    await retriever.retrieve('dd');
    expect(batches.filter((batch) => batch[0] !== 'dd')).toEqual([['a', 'bb'], ['ccc']]);
  });

  it('tries again at the next search when embedding failed', async () => {
    const { embedder } = byLength({ fails: 1 });
    const retriever = new Embeddings({ corpus: ['a'], embedder });
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
    const retriever = new Embeddings({ corpus: ['a'], embedder });
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
    const retriever = new Embeddings({ corpus: ['a', 'b'], embedder });
    await expect(retriever.retrieve('a')).rejects.toThrow(/1 vectors for 2 texts/);
    for (const options of [{ batchSize: 0 }, { batchSize: 0.5 }, { batch: 1 }]) {
      expect(() => new Embeddings({ corpus: [], embedder, ...options })).toThrow(/batch/);
    }
  });

  it('embeds what is added alone, and nothing again', async () => {
    const { embedder, batches } = byLength();
    const retriever = new Embeddings({ corpus: ['a', 'bb'], embedder });
    await retriever.retrieve('a');
    await retriever.add(['ccc']);
    await retriever.remove(['0']);
    await retriever.retrieve('a');
    expect(batches).toEqual([['a', 'bb'], ['a'], ['ccc'], ['a']]);
    expect(retriever.size).toBe(2);
  });

  it('makes changes one after the other, and is as it was when one fails', async () => {
    const { embedder } = byLength({ fails: 1 });
    const retriever = new Embeddings({ embedder });
    const outcomes = await Promise.allSettled([
      retriever.add([{ id: 'x', text: 'fails' }]),
      retriever.add([{ id: 'x', text: 'second' }]),
      retriever.add([{ id: 'x', text: 'third' }]),
      retriever.remove(['nothing']),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
    expect((await retriever.retrieve('a')).map(({ text }) => text)).toEqual(['third']);
  });

  it('answers after many changes as one made anew does', async () => {
    const texts = Array.from({ length: 4000 }, (_, place) => `passage ${place % 37} of ${place}`);
    const changed = new Embeddings({
      corpus: texts.map((text, place) => ({ id: `p${place}`, text })),
      embedder,
    });
    await changed.remove(Array.from({ length: 3900 }, (_, place) => `p${place}`));
    await changed.add([{ id: 'p3950', text: 'passage 5 of another' }]);
    const left = texts
      .map((text, place) => ({ id: `p${place}`, text }))
      .slice(3900)
      .filter(({ id }) => id !== 'p3950');
    const fresh = new Embeddings({
      corpus: [...left, { id: 'p3950', text: 'passage 5 of another' }],
      embedder,
    });
    const answer = await changed.retrieve('passage 5 of another one', { k: 30 });
    expect(answer).toEqual(await fresh.retrieve('passage 5 of another one', { k: 30 }));
    expect(answer[0]?.id).toBe('p3950');
  });

  it('is saved and loaded with the same answers, and without embedding anything', async () => {
    const corpus = Array.from({ length: 500 }, (_, place) => ({
      text: `line ${place}\nof ${place % 7} “texts”`,
      metadata: { even: place % 2 === 0 },
    }));
    const saved = new Embeddings({ corpus, embedder });
    await saved.remove(['3', '4']);
    await saved.save(file);
    const asked: string[] = [];
    const watched: Embedder = {
      id: embedder.id,
      embed: (texts, call) => {
        asked.push(...texts);
        return embedder.embed(texts, call);
      },
    };
    const loaded = await Embeddings.load(file, { embedder: watched });
    const options = { k: 20, filter: { even: true } };
    expect(await loaded.retrieve('line 77 of texts', options)).toEqual(
      await saved.retrieve('line 77 of texts', options),
    );
    expect(asked).toEqual(['line 77 of texts']);
    await loaded.add(['one more']);
    expect(loaded.size).toBe(499);
  });

  it('saves and loads nothing', async () => {
    await new Embeddings({ embedder }).save(file);
    expect(await (await Embeddings.load(file, { embedder })).retrieve('a')).toEqual([]);
  });

  it('refuses a file of another embedder, by its id', async () => {
    await new Embeddings({ corpus: ['a'], embedder }).save(file);
    await expect(Embeddings.load(file, { embedder: new HashedEmbedder({ dimensions: 64 }) })).rejects.toThrow(
      EmbedderMismatchError,
    );
    await expect(Embeddings.load(file, { embedder: new HashedEmbedder({ seed: 1 }) })).rejects.toThrow(
      'hashed/512/1',
    );
    const named = new FunctionEmbedder(() => [[1]], { name: 'mine' });
    await expect(Embeddings.load(file, { embedder: named })).rejects.toThrow('mine');
  });

  it('refuses a damaged file wherever it was damaged, a cut one and a foreign one', async () => {
    await new Embeddings({
      corpus: ['a cat', 'a dog'],
      embedder: new HashedEmbedder({ dimensions: 8 }),
    }).save(file);
    const bytes = await readFile(file);
    const load = () => Embeddings.load(file, { embedder: new HashedEmbedder({ dimensions: 8 }) });
    for (let place = 0; place < bytes.length; place += 3) {
      const damaged = Buffer.from(bytes);
      damaged[place] = (damaged[place] as number) ^ 1;
      await writeFile(file, damaged);
      await expect(load()).rejects.toThrow();
      await writeFile(file, bytes.subarray(0, place));
      await expect(load()).rejects.toMatchObject({ code: 'SAVING_READ' });
    }
    await writeFile(file, Buffer.concat([bytes, Buffer.from('x')]));
    await expect(load()).rejects.toMatchObject({ code: 'SAVING_READ' });
    await writeFile(file, JSON.stringify({ k: 5, corpus: [] }));
    await expect(load()).rejects.toThrow('passages that a retriever saved');
    for (const missing of [join(folder.path, 'nothing'), folder.path]) {
      await expect(Embeddings.load(missing, { embedder })).rejects.toMatchObject({ code: 'SAVING_READ' });
    }
    await writeFile(file, bytes);
    expect(await (await load()).retrieve('a cat', { k: 1 })).toHaveLength(1);
  });

  it('takes a predicate for a filter, and k for all searches', async () => {
    const retriever = new Embeddings({ corpus: ['cat one', 'cat two', 'cat three'], embedder, k: 1 });
    expect(await retriever.retrieve('cat')).toHaveLength(1);
    const filter = ({ text }: { readonly text: string }) => text.endsWith('two');
    expect((await retriever.retrieve('cat one', { filter })).map(({ id }) => id)).toEqual(['1']);
  });
});
