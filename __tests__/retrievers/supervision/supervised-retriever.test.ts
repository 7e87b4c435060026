import { MemoryStore } from '../../../src/cache';
import { TestClock } from '../../../src/resilience';
import {
  BM25Retriever,
  RetrieverError,
  RetrieverTimeoutError,
  SupervisedRetriever,
  type Passage,
  type RetrieveOptions,
  type Retriever,
} from '../../../src/retrievers';
import { currentCallbacks, type SpanEnd } from '../../../src/tracing';
import { describeRetriever } from '../../contracts/retriever.contract';

describeRetriever({
  name: 'SupervisedRetriever',
  isCollection: false,
  create: (corpus) => new SupervisedRetriever(new BM25Retriever({ corpus })),
});

describeRetriever({
  name: 'SupervisedRetriever with a cache',
  isCollection: false,
  create: (corpus) =>
    new SupervisedRetriever(new BM25Retriever({ corpus }), { cache: new MemoryStore(), cacheId: 'test' }),
});

const PASSAGE: Passage = { id: 'a', text: 'A', score: 1, metadata: { topic: 'space' } };

/** Runs the given behaviours in turn, the last one again and again. */
function scripted(...script: readonly ((options: RetrieveOptions) => Promise<readonly Passage[]>)[]) {
  const asked: string[] = [];
  const retriever: Retriever = {
    retrieve: (query, options = {}) => {
      asked.push(query);
      return (script[Math.min(asked.length, script.length) - 1] as (typeof script)[0])(options);
    },
  };
  return { retriever, asked };
}

const answers = async (): Promise<readonly Passage[]> => [PASSAGE];
const fails =
  (facts: ConstructorParameters<typeof RetrieverError>[1] = {}) =>
  async (): Promise<never> => {
    throw new RetrieverError({ problem: 'The server is down.' }, facts);
  };
const hangs = ({ signal }: RetrieveOptions): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));

describe('SupervisedRetriever', () => {
  it('tries again what may go away, after growing waits', async () => {
    const clock = new TestClock();
    const { retriever, asked } = scripted(fails({ retryable: true }), fails({ retryable: true }), answers);
    const answer = new SupervisedRetriever(retriever, { clock, random: () => 1, firstDelay: 100 }).retrieve(
      'q',
    );
    await clock.advance(99);
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    expect(asked).toHaveLength(2);
    await clock.advance(200);
    expect(await answer).toEqual([PASSAGE]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('waits as long as the server asks, within bounds', async () => {
    const clock = new TestClock();
    const { retriever, asked } = scripted(fails({ retryable: true, retryAfterMs: 5000 }), answers);
    const answer = new SupervisedRetriever(retriever, { clock, maxRetryAfter: 4000 }).retrieve('q');
    await clock.advance(3999);
    expect(asked).toHaveLength(1);
    await clock.advance(1);
    expect(await answer).toHaveLength(1);
  });

  it('does not try again what will fail again, and no more often than it may', async () => {
    const refused = scripted(fails());
    await expect(new SupervisedRetriever(refused.retriever).retrieve('q')).rejects.toThrow('down');
    expect(refused.asked).toHaveLength(1);
    const down = scripted(fails({ retryable: true }));
    await expect(new SupervisedRetriever(down.retriever, { maxRetries: 0 }).retrieve('q')).rejects.toThrow(
      'down',
    );
    expect(down.asked).toHaveLength(1);
  });

  it('ends an attempt at its deadline and makes another', async () => {
    const clock = new TestClock();
    const { retriever, asked } = scripted(hangs, answers);
    const options = { clock, timeout: 1000, firstDelay: 10, name: 'handbook' };
    const answer = new SupervisedRetriever(retriever, options).retrieve('q');
    await clock.advance(1010);
    expect(await answer).toHaveLength(1);
    expect(asked).toHaveLength(2);

    const never = scripted(hangs);
    const late = new SupervisedRetriever(never.retriever, { ...options, totalTimeout: 2500 }).retrieve('q');
    const caught = late.catch((error: unknown) => error);
    await clock.advance(2500);
    expect(await caught).toBeInstanceOf(RetrieverTimeoutError);
    expect(await caught).toMatchObject({
      retryable: false,
      message: expect.stringContaining('totalTimeout'),
    });
    expect(clock.pendingTimers).toBe(0);
  });

  it('passes the abort of a search on', async () => {
    const controller = new AbortController();
    const answer = new SupervisedRetriever(scripted(hangs).retriever).retrieve('q', {
      signal: controller.signal,
    });
    const reason = new Error('gone');
    controller.abort(reason);
    await expect(answer).rejects.toBe(reason);
  });

  it('remembers answers by query, k, filter and the name of the collection', async () => {
    const cache = new MemoryStore();
    const { retriever, asked } = scripted(answers);
    const cached = new SupervisedRetriever(retriever, { cache, cacheId: 'one' });
    const [first, second] = await Promise.all([cached.retrieve('q'), cached.retrieve('q')]);
    expect(first).toEqual([PASSAGE]);
    expect(second).toEqual(first);
    expect(await cached.retrieve('q')).toEqual(first);
    expect(asked).toHaveLength(1);
    await cached.retrieve('other');
    await cached.retrieve('q', { k: 3 });
    await cached.retrieve('q', { filter: { topic: 'sea' } });
    await new SupervisedRetriever(retriever, { cache, cacheId: 'two' }).retrieve('q');
    expect(asked).toHaveLength(5);
  });

  it('gives an answer out of the cache only as long as it is told', async () => {
    const clock = new TestClock(1_000_000);
    const cache = new MemoryStore({ clock });
    const { retriever, asked } = scripted(answers);
    const cached = new SupervisedRetriever(retriever, { cache, cacheId: 'one', cacheFor: 1000, clock });
    await cached.retrieve('q');
    await clock.advance(999);
    await cached.retrieve('q');
    expect(asked).toHaveLength(1);
    await clock.advance(2);
    await cached.retrieve('q');
    expect(asked).toHaveLength(2);
  });

  it('does not keep failures, and does without a store that holds something else', async () => {
    const cache = new MemoryStore();
    const { retriever } = scripted(fails(), answers);
    const cached = new SupervisedRetriever(retriever, { cache, cacheId: 'one' });
    await expect(cached.retrieve('q')).rejects.toThrow('down');
    expect(await cached.retrieve('q')).toHaveLength(1);
    for (const text of ['no json', '{}', '[{"id":1}]']) {
      const foreign = Object.assign(new MemoryStore(), { get: async () => text });
      expect(
        await new SupervisedRetriever(retriever, { cache: foreign, cacheId: 'one' }).retrieve('q'),
      ).toHaveLength(1);
    }
  });

  it('tells callbacks of every search, with what was found or what went wrong', async () => {
    const spans: SpanEnd[] = [];
    const { retriever } = scripted(answers, fails());
    const supervised = new SupervisedRetriever(retriever, { name: 'handbook' });
    await currentCallbacks.run([{ onRetrieverEnd: (span) => spans.push(span) }], async () => {
      await supervised.retrieve('q', { k: 2 });
      await supervised.retrieve('r').catch(() => undefined);
    });
    expect(spans).toMatchObject([
      { kind: 'retriever', name: 'handbook', inputs: { query: 'q', k: 2 }, output: [PASSAGE] },
      { name: 'handbook', inputs: { query: 'r' }, error: expect.any(RetrieverError) },
    ]);
  });

  it('refuses options that nothing would read or that make no sense', () => {
    const { retriever } = scripted(answers);
    for (const options of [
      { timeout: 0 },
      { maxRetries: -1 },
      { firstDelay: Number.NaN },
      { cache: true },
      { cache: true, cacheId: 'x', cacheFor: 0 },
      { cached: true },
    ]) {
      expect(() => new SupervisedRetriever(retriever, options)).toThrow(
        /timeout|maxRetries|firstDelay|cache/,
      );
    }
  });
});
