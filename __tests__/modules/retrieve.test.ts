import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MockLM } from '../../src/lm';
import { ChainOfThought, Module, Retrieve, StateError, toolFromRetriever } from '../../src/modules';
import { BM25Retriever, type RetrieveOptions, type Retriever } from '../../src/retrievers';

const corpus = [
  { id: 'cat', text: 'The cat sleeps on the mat.', metadata: { topic: 'pets' } },
  { id: 'dog', text: 'The dog sleeps in the yard.', metadata: { topic: 'pets' } },
  { id: 'sun', text: 'The sun never sleeps.', metadata: { topic: 'space' } },
];
const retriever = new BM25Retriever({ corpus });

class Rag extends Module {
  readonly retrieve = new Retrieve({ retriever, k: 2 });
  readonly answer = new ChainOfThought('context: list[str], question -> answer');

  async forward({ question }: { question: string }) {
    const { passages } = await this.retrieve.call({ query: question });
    return this.answer.call({ context: [...passages], question });
  }
}

/** Notes what it is asked. */
function noting() {
  const asked: { readonly query: string; readonly options: RetrieveOptions | undefined }[] = [];
  const noted: Retriever = {
    retrieve: async (query, options) => {
      asked.push({ query, options });
      options?.signal?.throwIfAborted();
      return [];
    },
  };
  return { noted, asked };
}

describe('Retrieve', () => {
  it('gives the texts of passages, and the passages as their sources', async () => {
    const retrieve = new Retrieve({ retriever });
    const { passages, sources } = await retrieve.call({ query: 'where does the cat sleep on?', k: 1 });
    expect(passages).toEqual(['The cat sleeps on the mat.']);
    expect(sources).toMatchObject([{ id: 'cat', metadata: { topic: 'pets' } }]);
    expect(await retrieve.call({ query: 'sleeps' })).toMatchObject({ passages: { length: 3 } });
  });

  it('joins its own filter with that of the call', async () => {
    const retrieve = new Retrieve({ retriever, filter: { topic: 'pets' } });
    expect((await retrieve.call({ query: 'sleeps' })).passages).toHaveLength(2);
    const { sources } = await retrieve.call({ query: 'sleeps', filter: { topic: { $ne: 'pets' } } });
    expect(sources).toEqual([]);
  });

  it('passes on the signal of its own call and of the module that holds it', async () => {
    const { noted, asked } = noting();
    const reason = new Error('gone');
    const signal = AbortSignal.abort(reason);
    const retrieve = new Retrieve({ retriever: noted });
    await expect(retrieve.call({ query: 'q' }, { signal })).rejects.toBe(reason);
    await retrieve.call({ query: 'q' }, { timeout: 60_000 });
    expect(asked.at(-1)?.options?.signal).toBeInstanceOf(AbortSignal);
    await retrieve.call({ query: 'q' });
    expect(asked.at(-1)?.options).toEqual({ k: 3 });
  });

  it('is found in a program, is copied with it, and shares its retriever with the copy', async () => {
    const rag = new Rag();
    expect(rag.namedSubModules().map(([path]) => path)).toContain('retrieve');
    expect(rag.namedPredictors().map(([path]) => path)).toEqual(['answer.predict']);
    const copy = rag.deepCopy();
    copy.retrieve.k = 1;
    expect(rag.retrieve.k).toBe(2);
    expect(copy.retrieve.retriever).toBe(retriever);
    const lm = new MockLM([
      '[[ ## reasoning ## ]]\nSo.\n\n[[ ## answer ## ]]\non the mat\n\n[[ ## completed ## ]]',
    ]);
    expect((await copy.call({ question: 'where does the cat sleep?' }, { lm })).answer).toBe('on the mat');
    expect(JSON.stringify(lm.requests)).toContain('sleeps on the mat');
  });

  it("is saved as DSPy's is, by its k, and loaded again", async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'dspex-rag-')), 'program.json');
    const rag = new Rag();
    rag.retrieve.k = 7;
    expect(rag.dumpState()).toMatchObject({ retrieve: { k: 7 } });
    await rag.save(file);
    expect((await new Rag().load(file)).retrieve.k).toBe(7);
    expect((await Rag.load(file)).retrieve.retriever).toBe(retriever);
  });

  it('keeps its k where a file has none, and refuses one that is none, leaving the program as it was', () => {
    const { retrieve: _, ...state } = new Rag().dumpState();
    const rag = new Rag();
    rag.loadState(state);
    expect(rag.retrieve.k).toBe(2);
    for (const entry of [{ k: 0 }, { k: '3' }, {}, 3]) {
      expect(() => rag.loadState({ ...state, retrieve: entry })).toThrow(StateError);
    }
    expect(rag.retrieve.k).toBe(2);
  });

  it('refuses what it cannot ask', async () => {
    expect(() => new Retrieve({ retriever: undefined as never })).toThrow('retriever');
    expect(() => new Retrieve({ retriever, k: 0 })).toThrow('at least 1');
    expect(() => new Retrieve({ retriever, rm: 1 } as never)).toThrow('rm');
    await expect(new Retrieve({ retriever }).call({ query: 'q', top: 1 } as never)).rejects.toThrow('top');
    await expect(new Retrieve({ retriever }).call({} as never)).rejects.toThrow('a text');
  });
});

describe('toolFromRetriever', () => {
  it('shows a model ids and texts', async () => {
    const tool = toolFromRetriever(retriever, { k: 1, filter: { topic: 'space' } });
    expect(tool.spec).toMatchObject({ name: 'search', parameters: { required: ['query'] } });
    expect(await tool.call({ query: 'who sleeps?' })).toEqual([{ id: 'sun', text: 'The sun never sleeps.' }]);
    expect((await tool.run({ query: 'nothing of it' })).isError).toBeFalsy();
  });

  it('is named and described, and refuses what nothing would read', () => {
    const tool = toolFromRetriever(retriever, { name: 'handbook', description: 'The handbook.' });
    expect(tool.describe()).toContain('`handbook`: The handbook.');
    expect(() => toolFromRetriever(retriever, { top: 3 } as never)).toThrow('top');
  });
});
