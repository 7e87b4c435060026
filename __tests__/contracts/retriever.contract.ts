import type { Retriever } from '../../src/retrievers';

/** A retriever under test. */
export interface RetrieverContract {
  readonly name: string;
  /** Makes a retriever of these texts; each has its place as its id, and `{ place }` as its metadata. */
  readonly create: (texts: readonly string[]) => Retriever | Promise<Retriever>;
}

const TEXTS = [
  'the cat sleeps on the mat',
  'stock markets fell on Monday',
  'a cat and a kitten play',
  'rain is expected in the north',
  'a cat and a kitten play',
];

/** Every {@link Retriever} runs this suite. */
export function describeRetriever({ name, create }: RetrieverContract): void {
  describe(`${name} keeps the Retriever contract`, () => {
    it('gives passages with their scores, best first', async () => {
      const found = await (await create(TEXTS)).retrieve('a cat and a kitten play', { k: 5 });
      expect(found[0]).toMatchObject({ text: TEXTS[2], id: '2', metadata: { place: 2 } });
      const scores = found.map(({ score }) => score);
      expect(scores).toEqual([...scores].sort((left, right) => right - left));
      expect(scores.every(Number.isFinite)).toBe(true);
    });

    it('gives equal ones in the order of the collection', async () => {
      const found = await (await create(TEXTS)).retrieve('a cat and a kitten play', { k: 2 });
      expect(found.map(({ id }) => id)).toEqual(['2', '4']);
      expect(found[0]?.score).toBe(found[1]?.score);
    });

    it('gives at most k, five without k, and fewer where there are no more', async () => {
      const retriever = await create([...TEXTS, ...TEXTS]);
      expect(await retriever.retrieve('cat', { k: 1 })).toHaveLength(1);
      expect(await retriever.retrieve('cat')).toHaveLength(5);
      expect((await retriever.retrieve('cat', { k: 50 })).length).toBeLessThanOrEqual(10);
      expect(await (await create([])).retrieve('cat')).toEqual([]);
    });

    it('filters before it counts', async () => {
      const filter = ({ metadata }: { readonly metadata: Readonly<Record<string, unknown>> }) =>
        metadata['place'] !== 2;
      const found = await (await create(TEXTS)).retrieve('a cat and a kitten play', { k: 1, filter });
      expect(found.map(({ id }) => id)).toEqual(['4']);
    });

    it('answers the same question in the same way, however many ask at once', async () => {
      const retriever = await create(TEXTS);
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => retriever.retrieve('rain in the north')),
      );
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
      expect(answers[0]?.[0]?.id).toBe('3');
    });

    it('rejects with the reason of a signal that is aborted, and answers others', async () => {
      const retriever = await create(TEXTS);
      const reason = new Error('changed my mind');
      const signal = AbortSignal.abort(reason);
      await expect(retriever.retrieve('cat', { signal })).rejects.toBe(reason);
      expect(await retriever.retrieve('cat')).not.toHaveLength(0);
    });

    it.each([[{ k: 0 }], [{ k: 1.5 }], [{ k: Number.NaN }], [{ count: 3 }]])(
      'refuses %j',
      async (options) => {
        await expect((await create(TEXTS)).retrieve('cat', options as never)).rejects.toThrow(/k|count/);
      },
    );
  });
}
