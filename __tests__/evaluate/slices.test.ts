import { Evaluate, exactMatch } from '../../src/evaluate';
import { Module } from '../../src/modules';
import { Example } from '../../src/primitives';

const devset = Array.from({ length: 12 }, (_, place) =>
  Example.from({
    question: `q${place}`,
    answer: 'yes',
    team: place < 8 ? 'code' : 'money',
    tags: place % 2 === 0 ? ['even', 'all'] : ['all'],
    size: place < 2 ? 10 : 9,
  }).withInputs('question'),
);

class Guess extends Module {
  override async forward({ question }: { question: string }) {
    const place = Number(question.slice(1));
    if (place === 11) throw new Error('broken');
    return { answer: place < 4 ? 'yes' : 'no' };
  }
}

const evaluate = (options: object) =>
  new Evaluate({ devset, metric: exactMatch(), progress: false, ...options }).call(new Guess());

describe('slices', () => {
  it('have figures of their own, with n and interval', async () => {
    const { slices } = await evaluate({ sliceBy: 'team' });
    expect(slices.map(({ name, rowCount, n, score, errors }) => [name, rowCount, n, score, errors])).toEqual([
      ['code', 8, 8, 0.5, {}],
      ['money', 4, 3, 0, { program: 1 }],
    ]);
    expect(slices[0]!.interval[0]).toBeCloseTo(0.215, 2);
  });

  it('are named by a function, a list or a number, in the order of their names', async () => {
    const result = await evaluate({});
    expect(result.slices).toEqual([]);
    expect(result.sliceBy('tags').map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['all', 12],
      ['even', 6],
    ]);
    expect(result.sliceBy('size').map(({ name }) => name)).toEqual(['9', '10']);
    const byOutcome = result.sliceBy(({ error, score }) => (error ? 'failed' : (score as number) > 0.5));
    expect(byOutcome.map(({ name, rowCount }) => [name, rowCount])).toEqual([
      ['failed', 1],
      ['false', 7],
      ['true', 4],
    ]);
    expect(result.sliceBy('nothing')).toEqual([]);
  });

  it('are in JSON, too', async () => {
    const { slices } = (await evaluate({ sliceBy: 'team' })).toJSON() as { slices: object[] };
    expect(slices[0]).toMatchObject({ name: 'code', score: 0.5, n: 8 });
  });
});
