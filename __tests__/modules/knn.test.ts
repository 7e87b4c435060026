import { KNN } from '../../src/modules';
import { Example } from '../../src/primitives';

const trainset = ['red apples', 'green apples', 'blue sky', 'grey sky'].map((question, place) =>
  Example.from({ question, answer: String(place) }).withInputs('question'),
);

describe('KNN', () => {
  it('gives the nearest examples, the nearest first', async () => {
    const knn = new KNN({ k: 2, trainset });
    const found = await knn.call({ question: 'green apples please' });
    expect(found.map((example) => example.get('answer'))).toEqual(['1', '0']);
    expect(found[0]).toBe(trainset[1]);
  });

  it('goes by its vectorizer, and embeds the examples once', async () => {
    const asked: (readonly string[])[] = [];
    const vectorizer = {
      embed: async (texts: readonly string[]) => {
        asked.push(texts);
        return texts.map((text) =>
          Float32Array.of(text.includes('sky') ? 1 : 0, text.includes('apples') ? 1 : 0),
        );
      },
    };
    const knn = new KNN({ k: 3, trainset, vectorizer });
    expect((await knn.call({ question: 'sky' })).map((example) => example.get('answer'))).toEqual([
      '2',
      '3',
      '0',
    ]);
    await knn.call({ question: 'apples' });
    expect(asked.map(({ length }) => length)).toEqual([4, 1, 1]);
  });

  it('gives all where there are no more, and nothing of nothing', async () => {
    expect(await new KNN({ k: 9, trainset }).call({ question: 'sky' })).toHaveLength(4);
    expect(await new KNN({ k: 9, trainset: [] }).call({ question: 'sky' })).toEqual([]);
  });

  it('rejects with the reason of a signal that is aborted, and refuses a k that is none', async () => {
    const reason = new Error('gone');
    const signal = AbortSignal.abort(reason);
    await expect(new KNN({ k: 1, trainset }).call({ question: 'sky' }, { signal })).rejects.toBe(reason);
    expect(() => new KNN({ k: 0, trainset })).toThrow('at least 1');
    expect(() => new KNN({ k: 1, trainset, embedder: 1 } as never)).toThrow('embedder');
  });
});
