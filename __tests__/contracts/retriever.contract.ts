import {
  UnsupportedFilterError,
  type MetadataFilter,
  type PassageCollection,
  type PassageInput,
  type Retriever,
} from '../../src/retrievers';

/** A part of filters that a backend may be unable to do, and then has to refuse. */
export type FilterPart = 'lists' | 'exists' | 'text order' | 'negated order';

/** A retriever under test. */
export interface RetrieverContract {
  readonly name: string;
  /** Makes a retriever of these passages and no others. */
  readonly create: (passages: readonly PassageInput[]) => Retriever | Promise<Retriever>;
  /** What it refuses. @default nothing */
  readonly cannot?: readonly FilterPart[];
  /** Whether equal scores come in the order of the collection. @default true */
  readonly keepsOrder?: boolean;
  /** Whether scores tell the rank alone, so that equal texts differ. @default false */
  readonly scoresByRank?: boolean;
  /** Whether what it makes is a {@link PassageCollection}. @default true */
  readonly isCollection?: boolean;
}

const TEXTS = [
  'the cat sleeps on the mat',
  'stock markets fell on Monday',
  'a cat and a kitten play',
  'rain is expected in the north',
  'a cat and a kitten play',
];

const passagesOf = (texts: readonly string[]): PassageInput[] =>
  texts.map((text, place) => ({ text, id: String(place), metadata: { place } }));

const LIBRARY: readonly PassageInput[] = [
  { id: 'a', text: 'item one', metadata: { topic: 'space', year: 1999, draft: true, date: '1999-05-01' } },
  { id: 'b', text: 'item two', metadata: { topic: 'space', year: 2005, draft: false, date: '2005-01-31' } },
  { id: 'c', text: 'item three', metadata: { topic: 'sea', year: 2005.5, rating: -1 } },
  { id: 'd', text: 'item four', metadata: { topic: 'sea\'s "end"', year: 2020, rating: 0 } },
  { id: 'e', text: 'item five', metadata: {} },
  { id: 'f', text: 'item six', metadata: { year: 2005, topic: '2005' } },
];

const TAGGED: readonly PassageInput[] = [
  { id: 'x', text: 'item one', metadata: { tags: ['red', 'green'], sizes: [1, 20] } },
  { id: 'y', text: 'item two', metadata: { tags: ['blue'], sizes: [] } },
  { id: 'z', text: 'item three', metadata: { tags: 'red', sizes: 5 } },
];

type FilterCase = readonly [filter: MetadataFilter, found: string, part?: FilterPart];

const FILTERS: readonly FilterCase[] = [
  [{}, 'abcdef'],
  [{ topic: 'space' }, 'ab'],
  [{ topic: 'sea\'s "end"' }, 'd'],
  [{ year: 2005 }, 'bf'],
  [{ year: '2005' }, ''],
  [{ topic: '2005' }, 'f'],
  [{ draft: true }, 'a'],
  [{ draft: false }, 'b'],
  [{ topic: 'space', year: { $gte: 2000 } }, 'b'],
  [{ year: { $gt: 1999, $lt: 2020 } }, 'bcf'],
  [{ year: { $gte: 2005, $lte: 2005.5 } }, 'bcf'],
  [{ rating: { $lt: 0 } }, 'c'],
  [{ topic: { $in: ['sea', 'space'] } }, 'abc'],
  [{ year: { $in: [1999, 2020] } }, 'ad'],
  [{ topic: { $ne: 'space' } }, 'cdef'],
  [{ topic: { $nin: ['space', 'sea'] } }, 'def'],
  [{ draft: { $ne: true } }, 'bcdef'],
  [{ $or: [{ topic: 'sea' }, { year: { $lt: 2000 } }] }, 'ac'],
  [{ $and: [{ topic: 'space' }, { year: 1999 }] }, 'a'],
  [{ $not: { topic: 'space' } }, 'cdef'],
  [{ $not: { $or: [{ topic: 'space' }, { topic: 'sea' }] } }, 'def'],
  [{ $not: { topic: 'space', draft: true } }, 'bcdef'],
  [{ unknown: 'value' }, ''],
  [{ $not: { year: { $gte: 2005 } } }, 'ae', 'negated order'],
  [{ rating: { $exists: true } }, 'cd', 'exists'],
  [{ topic: { $exists: false } }, 'e', 'exists'],
  [{ date: { $gte: '2000' } }, 'b', 'text order'],
];

const LIST_FILTERS: readonly FilterCase[] = [
  [{ tags: 'red' }, 'xz'],
  [{ tags: { $in: ['green', 'blue'] } }, 'xy'],
  [{ tags: { $ne: 'red' } }, 'y'],
  [{ sizes: { $gt: 10 } }, 'x'],
  [{ sizes: { $gt: 3, $lt: 10 } }, 'z' + 'x'],
  [{ sizes: { $exists: true } }, 'xz', 'exists'],
];

/** Every {@link Retriever} runs this suite. */
export function describeRetriever(contract: RetrieverContract): void {
  const { name, isCollection = true } = contract;
  describe(`${name} keeps the Retriever contract`, () => {
    describeAnswers(contract);
    describeFilters(contract);
    describeRefusals(contract);
  });
  if (isCollection) describeChanges(contract);
}

function describeAnswers({ create, keepsOrder = true, scoresByRank = false }: RetrieverContract): void {
  it('gives passages with their scores, best first', async () => {
    const found = await (await create(passagesOf(TEXTS))).retrieve('a cat and a kitten play', { k: 5 });
    expect(
      found
        .map(({ id }) => id)
        .slice(0, 2)
        .sort(),
    ).toEqual(['2', '4']);
    const [best] = found.filter(({ id }) => id === '2');
    expect(best).toMatchObject({ text: TEXTS[2], metadata: { place: 2 } });
    const scores = found.map(({ score }) => score);
    expect(scores).toEqual([...scores].sort((left, right) => right - left));
    expect(scores.every(Number.isFinite)).toBe(true);
    if (!scoresByRank) expect(scores[0]).toBe(scores[1]);
    if (keepsOrder) expect(found.map(({ id }) => id).slice(0, 2)).toEqual(['2', '4']);
  });

  it('gives at most k, five without k, and fewer where there are no more', async () => {
    const retriever = await create(passagesOf([...TEXTS, ...TEXTS]));
    expect(await retriever.retrieve('cat', { k: 1 })).toHaveLength(1);
    expect(await retriever.retrieve('cat')).toHaveLength(5);
    expect((await retriever.retrieve('cat', { k: 50 })).length).toBeLessThanOrEqual(10);
    expect(await (await create([])).retrieve('cat')).toEqual([]);
  });

  it('answers the same question in the same way, however many ask at once', async () => {
    const retriever = await create(passagesOf(TEXTS));
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => retriever.retrieve('rain in the north')),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]?.id).toBe('3');
  });

  it('rejects with the reason of a signal that is aborted, and answers others', async () => {
    const retriever = await create(passagesOf(TEXTS));
    const reason = new Error('changed my mind');
    const signal = AbortSignal.abort(reason);
    await expect(retriever.retrieve('cat', { signal })).rejects.toBe(reason);
    const controller = new AbortController();
    const leaving = retriever.retrieve('cat', { signal: controller.signal });
    controller.abort(reason);
    // What was done already may be given all the same.
    await leaving.catch((error: unknown) => expect(error).toBe(reason));
    expect(await retriever.retrieve('cat')).not.toHaveLength(0);
  });
}

function describeFilters({ create, cannot = [] }: RetrieverContract): void {
  const check = async (retriever: Retriever, [filter, found, part]: FilterCase): Promise<void> => {
    const answer = retriever.retrieve('item', { k: 10, filter });
    if (part !== undefined && cannot.includes(part)) {
      await expect(answer).rejects.toThrow(UnsupportedFilterError);
      return;
    }
    const ids = (await answer).map(({ id }) => id).sort();
    expect([filter, ids.join('')]).toEqual([filter, [...found].sort().join('')]);
  };

  it('finds what a filter fits, and says so where it cannot carry one out', async () => {
    const retriever = await create(LIBRARY);
    for (const filterCase of FILTERS) await check(retriever, filterCase);
  });

  if (!cannot.includes('lists')) {
    it('takes a condition on a list for one on any of its items', async () => {
      const retriever = await create(TAGGED);
      for (const filterCase of LIST_FILTERS) await check(retriever, filterCase);
    });
  }

  it('filters before it counts', async () => {
    const retriever = await create(passagesOf(TEXTS));
    const filter = { place: { $gt: 2 } };
    const found = await retriever.retrieve('a cat and a kitten play', { k: 1, filter });
    expect(found.map(({ id }) => id)).toEqual(['4']);
  });
}

function describeRefusals({ create }: RetrieverContract): void {
  it.each([
    [{ k: 0 }, /k/],
    [{ k: 1.5 }, /k/],
    [{ k: Number.NaN }, /k/],
    [{ count: 3 }, /count/],
    [{ filter: 'topic = space' }, /filter/],
    [{ filter: { year: { $above: 3 } } }, /\$above/],
    [{ filter: { $nor: [] } }, /\$nor/],
    [{ filter: { year: { $in: [] } } }, /filter\.year\.\$in/],
    [{ filter: { year: null } }, /filter\.year/],
    [{ filter: { draft: { $gt: true } } }, /filter\.draft\.\$gt/],
  ])('refuses %j', async (options, message) => {
    const retriever = await create(passagesOf(TEXTS));
    await expect(retriever.retrieve('cat', options as never)).rejects.toThrow(message);
  });

  it('refuses a query that is no text', async () => {
    await expect((await create(passagesOf(TEXTS))).retrieve(7 as never)).rejects.toThrow('number');
  });
}

function describeChanges({ name, create }: RetrieverContract): void {
  const collection = async (passages: readonly PassageInput[]): Promise<PassageCollection> =>
    (await create(passages)) as PassageCollection;

  describe(`${name} keeps the PassageCollection contract`, () => {
    it('finds what was added, and no more what was removed', async () => {
      const passages = await collection(passagesOf(TEXTS));
      expect(await passages.add([{ id: 'new', text: 'a parrot talks', metadata: { place: 9 } }])).toEqual([
        'new',
      ]);
      const [found] = await passages.retrieve('parrot', { k: 1 });
      expect(found).toMatchObject({ id: 'new', text: 'a parrot talks', metadata: { place: 9 } });
      await passages.remove(['new', 'never there']);
      const left = await passages.retrieve('a parrot and the cat', { k: 10 });
      expect(left.map(({ id }) => id)).not.toContain('new');
      expect(left).not.toHaveLength(0);
    });

    it('replaces a passage that has the same id', async () => {
      const passages = await collection(passagesOf(TEXTS));
      await passages.add([{ id: '1', text: 'a parrot talks', metadata: { place: 1, isNew: true } }]);
      const found = await passages.retrieve('parrot talks stock markets fell on Monday', { k: 10 });
      const same = found.filter(({ id }) => id === '1');
      expect(same.map(({ text, metadata }) => [text, metadata])).toEqual([
        ['a parrot talks', { place: 1, isNew: true }],
      ]);
    });

    it('names passages without an id, each differently', async () => {
      const passages = await collection([]);
      const ids = await passages.add([
        'the cat sleeps',
        { text: 'the dog sleeps' },
        { text: 'the cow', id: '0' },
      ]);
      expect(new Set(ids).size).toBe(3);
      const found = await passages.retrieve('the cat and the dog and the cow', { k: 5 });
      expect(found.map(({ id }) => id).sort()).toEqual([...ids].sort());
    });

    it('changes nothing when a passage is refused', async () => {
      const passages = await collection([]);
      for (const bad of [
        { text: 7 },
        { text: 'a', id: '' },
        { text: 'a', metadata: { when: new Date(0) } },
        { text: 'a', meta: {} },
      ]) {
        await expect(passages.add(['a cat', bad as never])).rejects.toThrow(/\[1\]/);
      }
      await expect(
        passages.add([
          { text: 'a cat', id: 'x' },
          { text: 'b', id: 'x' },
        ]),
      ).rejects.toThrow('second time');
      expect(await passages.retrieve('a cat')).toEqual([]);
    });

    it('rejects with the reason of a signal that is aborted', async () => {
      const passages = await collection([]);
      const reason = new Error('changed my mind');
      const signal = AbortSignal.abort(reason);
      await expect(passages.add(['a cat'], { signal })).rejects.toBe(reason);
      await expect(passages.remove(['a cat'], { signal })).rejects.toBe(reason);
      expect(await passages.retrieve('a cat')).toEqual([]);
    });
  });
}
