import { Colors, DatasetRowError, GSM8K, gsm8kMetric, HotPotQA, MATH } from '../../../src/datasets';
import { pythonShuffle } from '../../../src/datasets/named/python-shuffle';
import { dataFiles } from '../../support/data-files';
import { loopbackServer } from '../../support/loopback-server';

const server = loopbackServer();
const fileOf = dataFiles();
const jsonl = (rows: readonly object[]) =>
  fileOf('.jsonl', rows.map((row) => JSON.stringify(row)).join('\n'));
const count = (length: number) => Array.from({ length }, (_, index) => index);

describe('pythonShuffle', () => {
  // What Python 3 gives for random.Random(seed).shuffle(list(range(n))).
  it.each([
    [0, 10, [7, 8, 1, 5, 3, 4, 2, 0, 9, 6]],
    [1, 10, [6, 8, 9, 7, 5, 3, 0, 4, 1, 2]],
    [2023, 7, [0, 2, 1, 4, 6, 5, 3]],
    [2 ** 32 - 1, 2000, [1693, 844, 1829, 522, 1061, 756, 289, 1684, 189, 286]],
  ])('orders as Python does, seed %d', (seed, length, order) => {
    expect(pythonShuffle(count(length), seed).slice(0, 10)).toEqual(order);
  });
});

describe('GSM8K', () => {
  const rows = (length: number) =>
    count(length).map((n) => ({ question: `q${n}`, answer: `one  step\nand\n#### 1,0${n}` }));

  it('is divided as DSPy divides it', async () => {
    const { train, dev, test } = await GSM8K.load({ train: jsonl(rows(600)), test: jsonl(rows(10)) });
    expect([train.length, dev.length, test.length]).toEqual([200, 300, 10]);
    expect(test.map(({ question }) => question)).toEqual([7, 8, 1, 5, 3, 4, 2, 0, 9, 6].map((n) => `q${n}`));
    expect(test[0]?.inputs()).toEqual({ question: 'q7' });
    expect(test[0]?.labels()).toEqual({ gold_reasoning: 'one step and', answer: '107' });
  });

  it('is read from an address too', async () => {
    server.answer((_, response) =>
      response.end(
        rows(3)
          .map((row) => JSON.stringify(row))
          .join('\n'),
      ),
    );
    const url = `${server.origin}/main.jsonl`;
    expect((await GSM8K.load({ train: url, test: url })).test).toHaveLength(3);
  });

  it('names the row that has no answer', async () => {
    const file = jsonl([{ question: 'q', answer: 'no result' }]);
    const loading = GSM8K.load({ train: file, test: file });
    await expect(loading).rejects.toBeInstanceOf(DatasetRowError);
    await expect(loading).rejects.toThrow('row 1, column "answer"');
  });

  it('has a metric that compares the last numbers of the first lines', () => {
    const score = (gold: string, answer: unknown) => gsm8kMetric({ answer: gold }, { answer });
    expect([score('1200', 'It is $1,200.00.'), score('72', '70 or 72\n80'), score('5', 5)]).toEqual([
      true,
      true,
      true,
    ]);
    expect([score('72', 'none'), score('72', '72 or 70')]).toEqual([false, false]);
  });
});

describe('MATH', () => {
  const rows = count(9).map((n) => ({
    problem: `p${n}`,
    solution: n === 7 ? 'no box' : `so \\boxed{\\frac{${n}}{2}\\text{ cm}} or \\boxed{9}`,
    type: n < 6 ? 'Counting & Probability' : 'Algebra',
  }));

  it('is divided as DSPy divides it', async () => {
    const { train, dev, test } = await MATH.load(jsonl(rows));
    const order = pythonShuffle(count(9), 0).map((n) => `p${n}`);
    expect([...train, ...dev, ...test].map(({ question }) => question)).toEqual(order);
    expect([train.length, dev.length, test.length]).toEqual([3, 3, 3]);
    const all = [...train, ...dev, ...test];
    expect(all.find(({ question }) => question === 'p7')?.answer).toBeNull();
    expect(all.find(({ question }) => question === 'p3')?.answer).toBe('\\frac{3}{2}');
  });

  it('keeps one subject', async () => {
    const { train, dev, test } = await MATH.load(jsonl(rows), { subset: 'counting_and_probability' });
    expect([train.length, dev.length, test.length]).toEqual([2, 2, 2]);
  });
});

describe('HotPotQA', () => {
  const published = (n: number, level = 'hard') => ({
    _id: `id${n}`,
    question: `q${n}`,
    answer: `a${n}`,
    type: 'bridge',
    level,
    supporting_facts: [
      ['A', 0],
      ['A', 2],
      ['B', 1],
    ],
    context: [['A', ['…']]],
  });
  const files = () => ({
    train: jsonl([...count(8).map((n) => published(n)), published(8, 'easy')]),
    dev: jsonl(
      count(2).map((n) => ({ ...published(n), supporting_facts: { title: ['C', 'C'], sent_id: [0, 1] } })),
    ),
  });

  it('is divided as DSPy divides it', async () => {
    const { train, dev, test } = await HotPotQA.load(files());
    const hard = pythonShuffle(count(8), 0);
    expect(train.map(({ question }) => question)).toEqual(
      pythonShuffle(hard.slice(0, 6), 0).map((n) => `q${n}`),
    );
    expect(dev).toHaveLength(2);
    expect(train[0]?.keys()).toEqual(['question', 'answer']);
    expect(dev[0]?.gold_titles).toEqual(['A', 'B']);
    expect(test[0]?.toJSON()).toMatchObject({ type: 'bridge', gold_titles: ['C'] });
    expect(test[0]?.id).toMatch(/^id/);
  });

  it('keeps what its options say', async () => {
    const all = await HotPotQA.load(files(), { keepDetails: true, unofficialDev: false, trainSize: 2 });
    expect([all.train.length, all.dev.length]).toEqual([2, 0]);
    expect(all.train[0]?.keys().sort()).toEqual([
      'answer',
      'context',
      'gold_titles',
      'id',
      'question',
      'type',
    ]);
    const none = await HotPotQA.load(files(), { keepDetails: false, devSize: 1, testSize: 1, evalSeed: 3 });
    expect([none.dev[0]?.keys(), none.dev.length, none.test.length]).toEqual([['question', 'answer'], 1, 1]);
  });

  it('refuses a row whose evidence has no titles', async () => {
    const broken = jsonl([{ ...published(1), supporting_facts: 3 }]);
    await expect(HotPotQA.load({ ...files(), dev: broken })).rejects.toThrow('holds no titles');
  });
});

describe('Colors', () => {
  const names = ['light blue', 'red', 'sky blue', 'dark red', 'green'];

  it('keeps names with the same ending together', async () => {
    const { train, dev } = await Colors.load(names);
    expect(train.map(({ color }) => color).sort()).toEqual(['dark red', 'light blue', 'red']);
    expect(dev.map(({ color }) => color).sort()).toEqual(['green', 'sky blue']);
    expect(train[0]?.inputs()).toHaveProperty('color');
  });

  it('reads a file, keeps its order when told to, and sizes the parts', async () => {
    const file = jsonl(names.map((color) => ({ color })));
    const { train, dev } = await Colors.load(file, { sortBySuffix: false, trainSize: 2, devSize: 1 });
    expect([train.length, dev.length]).toEqual([2, 1]);
    expect(['sky blue', 'light blue', 'red']).toContain(train[0]?.color);
  });

  it('refuses options that nothing reads', async () => {
    await expect(Colors.load(names, { testSize: 1 } as never)).rejects.toThrow('testSize');
  });
});
