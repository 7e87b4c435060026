import { HashedEmbedder } from '../../../src/lm';
import { RetrieverError, UnsupportedFilterError, type Passage } from '../../../src/retrievers';
import {
  VectorCollection,
  type FilterNode,
  type VectorRow,
  type VectorStore,
} from '../../../src/retrievers/backends';
import { TestClock } from '../../../src/resilience';
import { currentCallbacks, type SpanEnd } from '../../../src/tracing';
import { describeRetriever } from '../../contracts/retriever.contract';
import { cosine } from '../../support/json-server';

const embedder = new HashedEmbedder({ dimensions: 256 });

/** A database that knows comparisons of whole fields, and nothing else of filters. */
class ListStore implements VectorStore {
  readonly name = 'ListStore';
  readonly rows = new Map<string, VectorRow>();
  readonly written: number[] = [];
  failures: unknown[] = [];

  async search({ vector, k, filter }: Parameters<VectorStore['search']>[0]): Promise<readonly Passage[]> {
    if (this.failures.length > 0) throw this.failures.shift();
    const accepts = filter === undefined ? () => true : translated(filter);
    return [...this.rows.values()]
      .filter(({ metadata }) => accepts(metadata))
      .map(({ vector: own, ...passage }) => ({ ...passage, score: cosine([...own], [...vector]) }))
      .sort((left, right) => right.score - left.score)
      .slice(0, k);
  }

  async upsert(rows: readonly VectorRow[]): Promise<void> {
    if (this.failures.length > 0) throw this.failures.shift();
    this.written.push(rows.length);
    for (const row of rows) {
      this.rows.delete(row.id);
      this.rows.set(row.id, row);
    }
  }

  async remove(ids: readonly string[]): Promise<void> {
    for (const id of ids) this.rows.delete(id);
  }

  toError(error: unknown): Error {
    return new RetrieverError({ problem: 'ListStore failed.' }, { retryable: error === 'busy' });
  }
}

type Accepts = (metadata: Readonly<Record<string, unknown>>) => boolean;

function translated(filter: FilterNode): Accepts {
  const isList = (value: unknown): value is readonly unknown[] => Array.isArray(value);
  switch (filter.kind) {
    case 'all': {
      const parts = filter.of.map(translated);
      return (metadata) => parts.every((accepts) => accepts(metadata));
    }
    case 'any': {
      const parts = filter.of.map(translated);
      return (metadata) => parts.some((accepts) => accepts(metadata));
    }
    case 'not': {
      if (filter.of.kind === 'order')
        throw new UnsupportedFilterError('ListStore', '$not of an order', 'none.');
      const inner = translated(filter.of);
      return (metadata) => !inner(metadata);
    }
    case 'in':
      return ({ [filter.field]: value }) =>
        isList(value)
          ? value.some((item) => filter.values.includes(item as string))
          : filter.values.includes(value as string);
    case 'order': {
      const { order, value: bound, field } = filter;
      if (typeof bound === 'string')
        throw new UnsupportedFilterError('ListStore', 'an order of texts', 'none.');
      const holds = (value: unknown): boolean => {
        if (typeof value !== 'number') return false;
        if (order === 'gt' || order === 'gte') return value > bound || (order === 'gte' && value === bound);
        return value < bound || (order === 'lte' && value === bound);
      };
      return ({ [field]: value }) => (isList(value) ? value.some(holds) : holds(value));
    }
    case 'exists':
      throw new UnsupportedFilterError('ListStore', '$exists', 'none.');
  }
}

describeRetriever({
  name: 'VectorCollection over a store of the user',
  cannot: ['text order', 'negated order', 'exists'],
  create: async (passages) => {
    const collection = new VectorCollection(new ListStore(), { embedder });
    await collection.add(passages);
    return collection;
  },
});

describe('VectorCollection', () => {
  it('tries again what the store calls passing, and nothing else', async () => {
    const clock = new TestClock();
    const store = new ListStore();
    const collection = new VectorCollection(store, { embedder, clock, firstDelay: 10 });
    store.failures = ['busy', 'busy'];
    const added = collection.add(['a cat']);
    await clock.advance(100);
    expect(await added).toHaveLength(1);
    store.failures = ['wrong'];
    await expect(collection.retrieve('cat')).rejects.toMatchObject({ retryable: false });
    store.failures = [new UnsupportedFilterError('ListStore', 'x', 'y')];
    await expect(collection.retrieve('cat')).rejects.toThrow(UnsupportedFilterError);
    expect(clock.pendingTimers).toBe(0);
  });

  it('keeps the batches that were written when a later one fails', async () => {
    const store = new ListStore();
    const collection = new VectorCollection(store, { embedder, batchSize: 2 });
    const upsert = store.upsert.bind(store);
    store.upsert = async (rows) => {
      if (store.written.length === 1) throw new Error('full');
      await upsert(rows);
    };
    await expect(collection.add(['a', 'b', 'c', 'd'])).rejects.toThrow('ListStore failed');
    expect(store.rows.size).toBe(2);
  });

  it('calls the same passage by the same id, wherever it is added', async () => {
    const [first] = await new VectorCollection(new ListStore(), { embedder }).add(['a cat']);
    const [second] = await new VectorCollection(new ListStore(), { embedder }).add([{ text: 'a cat' }]);
    const [other] = await new VectorCollection(new ListStore(), { embedder }).add([
      { text: 'a cat', metadata: { topic: 'pets' } },
    ]);
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it('tells callbacks of its searches by its name', async () => {
    const spans: SpanEnd[] = [];
    const collection = new VectorCollection(new ListStore(), { embedder, name: 'handbook' });
    await currentCallbacks.run([{ onRetrieverEnd: (span) => spans.push(span) }], () =>
      collection.retrieve('cat', { k: 2 }),
    );
    expect(spans).toMatchObject([
      { kind: 'retriever', name: 'handbook', inputs: { query: 'cat', k: 2 }, output: [] },
    ]);
  });
});
