import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { BM25Retriever } from '../../../src/retrievers';
import { describeRetriever } from '../../contracts/retriever.contract';
import { temporaryFolder } from '../../support/packed-package';
import { sharedFile } from '../../support/shared-file';

describeRetriever({ name: 'BM25Retriever', create: (corpus) => new BM25Retriever({ corpus }) });

const folder = temporaryFolder();
afterAll(() => folder.remove());

/** BM25 written down as in the paper, without an index. */
function naiveRanking(corpus: readonly string[], query: string, { k1 = 1.2, b = 0.75 } = {}): number[] {
  const words = (text: string): string[] => [
    ...(text
      .normalize('NFKC')
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu) ?? []),
  ];
  const documents = corpus.map(words);
  const mean = documents.reduce((sum, { length }) => sum + length, 0) / documents.length;
  const asked = words(query);
  const scored = documents.map((document, place) => {
    let score = 0;
    for (const word of new Set(asked)) {
      const holding = documents.filter((other) => other.includes(word)).length;
      const times = asked.filter((other) => other === word).length;
      const count = document.filter((other) => other === word).length;
      const idf = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
      const part = (count * (k1 + 1)) / (count + k1 * (1 - b + b * (document.length / mean)));
      if (count > 0) score += times * idf * part;
    }
    return { place, score };
  });
  return scored
    .filter(({ score }) => score > 0)
    .sort((left, right) => right.score - left.score || left.place - right.place)
    .map(({ place }) => place);
}

const ranking = async (retriever: BM25Retriever, query: string, k = 1000): Promise<number[]> =>
  (await retriever.retrieve(query, { k })).map(({ id }) => Number(id));

describe('BM25Retriever', () => {
  it('ranks as a plain implementation does, on any corpus', async () => {
    const text = fc.array(fc.constantFrom('red', 'green', 'blue', 'the', 'Sky', 'sea', 'naïve'), {
      maxLength: 9,
    });
    const joined = text.map((words) => words.join(' '));
    await fc.assert(
      fc.asyncProperty(
        fc.array(joined, { minLength: 1, maxLength: 12 }),
        joined,
        fc.double({ min: 0, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (corpus, query, k1, b) => {
          const retriever = new BM25Retriever({ corpus, k1, b });
          expect(await ranking(retriever, query)).toEqual(naiveRanking(corpus, query, { k1, b }));
        },
      ),
      { seed: 8, numRuns: 300 },
    );
  });

  it('ranks after changes as if it had been made so', async () => {
    const word = fc.constantFrom('red', 'green', 'blue', 'sea');
    const text = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
    const passage = fc.record({ id: fc.constantFrom('1', '2', '3', '4', '5'), text });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(passage, fc.constantFrom('1', '2', '3')), { maxLength: 20 }),
        text,
        async (changes, query) => {
          const changed = new BM25Retriever();
          let left: { id: string; text: string }[] = [];
          for (const change of changes) {
            const id = typeof change === 'string' ? change : change.id;
            left = left.filter((other) => other.id !== id);
            if (typeof change === 'string') await changed.remove([id]);
            else {
              left.push(change);
              await changed.add([change]);
            }
          }
          expect(changed.size).toBe(left.length);
          const fresh = new BM25Retriever({ corpus: left });
          expect(await changed.retrieve(query)).toEqual(await fresh.retrieve(query));
        },
      ),
      { seed: 8, numRuns: 200 },
    );
  });

  it('packs its index when most of it was removed', async () => {
    const corpus = Array.from({ length: 3000 }, (_, place) => `word${place} common`);
    const retriever = new BM25Retriever({ corpus });
    await retriever.remove(Array.from({ length: 2990 }, (_, place) => String(place)));
    expect(retriever.size).toBe(10);
    expect(await ranking(retriever, 'common')).toEqual([
      2990, 2991, 2992, 2993, 2994, 2995, 2996, 2997, 2998, 2999,
    ]);
    expect((await retriever.retrieve('word2995', { k: 1 }))[0]?.id).toBe('2995');
    expect(await retriever.add(['word2995 too'])).toEqual(['3000']);
  });

  it('finds words whatever their case, their Unicode form and their script', async () => {
    const retriever = new BM25Retriever({
      corpus: ['Crème brûlée', 'ﬁne print', '東京タワーの高さ', 'Дом у моря', 'สวัสดีครับ', "don't"],
    });
    const best = async (query: string) => (await retriever.retrieve(query, { k: 1 }))[0]?.id;
    expect(await best('CRE\u0300ME')).toBe('0');
    expect(await best('fine')).toBe('1');
    expect(await best('東京')).toBe('2');
    expect(await best('ДОМ')).toBe('3');
    expect(await best('สวัสดี')).toBe('4');
    expect(await best('...')).toBeUndefined();
  });

  it('takes a predicate for a filter', async () => {
    const retriever = new BM25Retriever({ corpus: ['cat one', 'cat two'] });
    const found = await retriever.retrieve('cat', { filter: ({ text }) => text.endsWith('two') });
    expect(found.map(({ id }) => id)).toEqual(['1']);
  });

  it('is saved and loaded with the same answers', async () => {
    const file = join(folder.path, 'bm25');
    const corpus = ['the cat sleeps', { text: 'a cat', id: 'x', metadata: { tags: ['a'] } }, 'the dog'];
    const retriever = new BM25Retriever({ corpus, k1: 0.5, b: 0.1, k: 2 });
    await retriever.remove(['2']);
    await retriever.save(file);
    const loaded = await BM25Retriever.load(file);
    expect(loaded.size).toBe(2);
    expect(await loaded.retrieve('the cat')).toEqual(await retriever.retrieve('the cat'));
  });

  it('wants the tokenizer it was saved with', async () => {
    const file = join(folder.path, 'bm25');
    const tokenize = (text: string) => text.split('-');
    await new BM25Retriever({ corpus: ['a-b'], tokenize }).save(file);
    await expect(BM25Retriever.load(file)).rejects.toThrow('the one the file was saved with');
    expect(await (await BM25Retriever.load(file, { tokenize })).retrieve('b')).toHaveLength(1);
    await new BM25Retriever({ corpus: ['a-b'] }).save(file);
    await expect(BM25Retriever.load(file, { tokenize })).rejects.toThrow('none, as when');
  });

  it('refuses constants that make no sense', () => {
    for (const options of [{ k1: -1 }, { k1: Number.NaN }, { b: 1.1 }, { b: '1' }, { k: 0 }, { k3: 1 }]) {
      expect(() => new BM25Retriever(options as never)).toThrow(/k1|b \}|k \}|k3/);
    }
  });
});

const HOVER = sharedFile('data/hover/dev.jsonl');
const describeHover = existsSync(HOVER) ? describe : describe.skip;

describeHover('BM25Retriever on the claims of HoVer (skipped where they are absent)', () => {
  it('ranks all claims for every claim as a plain implementation does', async () => {
    const claims = readFileSync(HOVER, 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly claim: string }).claim);
    const retriever = new BM25Retriever({ corpus: claims });
    for (const claim of claims.slice(0, 60)) {
      expect(await ranking(retriever, claim)).toEqual(naiveRanking(claims, claim));
    }
  });
});
