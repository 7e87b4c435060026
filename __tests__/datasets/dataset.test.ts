import { writeFileSync } from 'node:fs';
import { Dataset, DatasetConsumedError } from '../../src/datasets';
import { Example } from '../../src/primitives';
import { dataFiles } from '../support/data-files';

const fileOf = dataFiles();
const numbers = (count: number) => Dataset.from(Array.from({ length: count }, (_, n) => ({ n })));
const valuesOf = async (dataset: Dataset<{ n: number }>) =>
  (await dataset.toArray()).map((example) => example.n);

describe('Dataset', () => {
  it('is made from arrays, iterables and async iterables of rows or examples', async () => {
    async function* slowly(): AsyncGenerator<{ n: number }> {
      yield { n: 1 };
      yield { n: 2 };
    }
    expect(await valuesOf(Dataset.from([{ n: 1 }, { n: 2 }]))).toEqual([1, 2]);
    expect(await valuesOf(Dataset.from(new Set([{ n: 1 }])))).toEqual([1]);
    expect(await valuesOf(Dataset.from(slowly()))).toEqual([1, 2]);
    expect(await valuesOf(Dataset.from(slowly))).toEqual([1, 2]);
    const example = Example.from({ n: 3, m: 4 }).withInputs('n');
    expect((await Dataset.from([example]).toArray())[0]).toBe(example);
  });

  it('refuses what holds no rows', () => {
    expect(() => Dataset.from('rows.jsonl' as never)).toThrow('Dataset.fromFile');
    expect(() => Dataset.from(null as never)).toThrow('an array');
  });

  it('is read from the start each time, unless it is made from an iterator', async () => {
    const fromArray = numbers(2);
    expect([await valuesOf(fromArray), await valuesOf(fromArray)]).toEqual([
      [0, 1],
      [0, 1],
    ]);
    const once = Dataset.from([{ n: 1 }].values());
    expect(await valuesOf(once)).toEqual([1]);
    await expect(once.toArray()).rejects.toBeInstanceOf(DatasetConsumedError);
  });

  it('reads nothing before it is read, and then what is there', async () => {
    const file = fileOf('.jsonl', 'broken');
    const dataset = Dataset.fromFile<{ n: number }>(file).filter(({ n }) => n > 1);
    writeFileSync(file, '{"n":1}\n{"n":2}\n');
    expect(await valuesOf(dataset)).toEqual([2]);
  });

  it('maps to plain objects and to examples, also slowly', async () => {
    const doubled = numbers(3).map(async ({ n }, index) => ({ n: n * 2 + index }));
    expect(await valuesOf(doubled)).toEqual([0, 3, 6]);
    const marked = numbers(1)
      .withInputs('n')
      .map((example) => example.with({ label: 'x' }));
    const [example] = await marked.toArray();
    expect([example?.inputs(), example?.labels()]).toEqual([{ n: 0 }, { label: 'x' }]);
  });

  it('filters, takes and skips', async () => {
    const even = numbers(10).filter(async ({ n }) => n % 2 === 0);
    expect(await valuesOf(even.skip(1).take(2))).toEqual([2, 4]);
    expect(await valuesOf(even.take(0))).toEqual([]);
    for (const count of [-1, 1.5, Number.NaN]) {
      expect(() => even.take(count)).toThrow('whole number');
      expect(() => even.skip(count)).toThrow('whole number');
    }
  });

  it('takes no more from its source than it needs', async () => {
    let given = 0;
    let closed = false;
    const source = function* (): Generator<{ n: number }> {
      try {
        for (;;) yield { n: given++ };
      } finally {
        closed = true;
      }
    };
    expect(await valuesOf(Dataset.from(source).take(3))).toEqual([0, 1, 2]);
    expect([given, closed]).toEqual([3, true]);
  });

  it('marks inputs, and says which example lacks one', async () => {
    const rows = Dataset.from<Record<string, unknown>>([{ a: 1, b: 2 }, { b: 2 }]).withInputs('a');
    await expect(rows.toArray()).rejects.toThrow('"a"');
  });

  it('splits by a seed, stratified', async () => {
    const rows = numbers(100).map(({ n }) => ({ n, kind: n % 4 === 0 ? 'rare' : 'common' }));
    const options = { seed: 7, ratio: { train: 0.5, dev: 0.5 }, stratifyBy: 'kind' } as const;
    const { train, dev } = await rows.split(options);
    expect([train.length, dev.length]).toEqual([50, 50]);
    expect(Math.abs(train.filter(({ kind }) => kind === 'rare').length - 12.5)).toBeLessThanOrEqual(1);
    expect((await rows.split(options)).train.map(({ n }) => n)).toEqual(train.map(({ n }) => n));
  });
});
