import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compareResults, Evaluate, exactMatch, type EvaluationRow } from '../../src/evaluate';
import { Module } from '../../src/modules';
import { Example } from '../../src/primitives';

const exampleOf = (place: number) =>
  Example.from({ question: `q${place}`, answer: 'yes', half: place % 2 }).withInputs('question');

class Guess extends Module {
  override async forward({ question }: { question: string }) {
    const place = Number(question.slice(1));
    if (place % 10 === 9) throw new Error(`broken ${place}`);
    return { answer: place % 4 === 0 ? 'yes' : 'no' };
  }
}

class Steady extends Module {
  override async forward({ question }: { question: string }) {
    return { answer: Number(question.slice(1)) % 4 === 0 ? 'yes' : 'no' };
  }
}

async function* stream(count: number) {
  for (let place = 0; place < count; place++) yield exampleOf(place);
}

const metric = exactMatch();
const quiet = { progress: false, metric } as const;

describe('an evaluation of a stream', () => {
  it('gives the same as one of a list', async () => {
    const list = Array.from({ length: 40 }, (_, place) => exampleOf(place));
    const whole = await new Evaluate({ devset: list, ...quiet }).call(new Guess());
    for (const devset of [stream(40), () => stream(40), new Set(list), () => list.values()]) {
      const result = await new Evaluate({ devset, ...quiet }).call(new Guess());
      const figures = ({ score, n, interval, errors, total }: typeof result) => ({
        score,
        n,
        interval,
        errors,
        total,
      });
      expect(figures(result)).toEqual(figures(whole));
      expect(result.rows.map(({ index }) => index)).toEqual(whole.rows.map(({ index }) => index));
    }
  });

  it.each(['all', 'failures', 'none'] as const)(
    'has the same figures whether it keeps %s of its rows',
    async (keepRows) => {
      const seen: EvaluationRow[] = [];
      const evaluate = new Evaluate({
        devset: () => stream(40),
        keepRows,
        sliceBy: 'half',
        repeats: 2,
        onRow: (row) => seen.push(row),
        ...quiet,
      });
      const result = await evaluate.call(new Guess());
      expect(result).toMatchObject({ n: 36, total: 80, errors: { program: 8 }, keptRows: keepRows });
      expect(result.score).toBeCloseTo(10 / 36);
      expect(result.slices.map(({ name, n, rowCount }) => [name, n, rowCount])).toEqual([
        ['0', 20, 40],
        ['1', 16, 40],
      ]);
      expect(result.rows).toHaveLength({ all: 80, failures: 8, none: 0 }[keepRows]);
      expect(seen).toHaveLength(80);
    },
  );

  it('refuses what needs the rows that were not kept', async () => {
    const result = await new Evaluate({ devset: stream(4), keepRows: 'none', ...quiet }).call(new Guess());
    expect(() => result.sliceBy('half')).toThrow(/sliceBy/);
    expect(() => compareResults(result, result)).toThrow(/keepRows/);
  });

  it('never pulls further ahead than there is room for', async () => {
    let [pulled, done, most] = [0, 0, 0];
    async function* counted() {
      for await (const example of stream(200)) {
        most = Math.max(most, ++pulled - done);
        yield example;
      }
    }
    const onRow = (): void => void done++;
    await new Evaluate({ devset: counted(), keepRows: 'none', concurrency: 4, onRow, ...quiet }).call(
      new Guess(),
    );
    expect(done).toBe(200);
    expect(most).toBeLessThanOrEqual(6);
  });

  it('evaluates a hundred thousand examples without holding them', async () => {
    let heap = 0;
    let count = 0;
    const onRow = (): void => {
      if (++count % 10_000 === 0) heap = Math.max(heap, process.memoryUsage().heapUsed);
    };
    const before = process.memoryUsage().heapUsed;
    const evaluate = new Evaluate({
      devset: stream(100_000),
      keepRows: 'none',
      sliceBy: 'half',
      onRow,
      ...quiet,
    });
    const result = await evaluate.call(new Steady());
    expect(result).toMatchObject({ n: 100_000, total: 100_000, errors: {} });
    expect(result.score).toBe(0.25);
    // The rows alone would be some 100 MB; without a forced collection, what is garbage counts as well.
    expect((heap - before) / 2 ** 20).toBeLessThan(250);
  });

  it('goes on from its directory', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dspex-'));
    const evaluate = new Evaluate({ devset: () => stream(20), directory, ...quiet });
    await evaluate.call(new Guess());
    expect(await evaluate.call(new Guess())).toMatchObject({ reused: 20, total: 20 });
    rmSync(directory, { recursive: true });
  });

  it('rejects with what the stream throws, and with what it gives that is no example', async () => {
    async function* broken() {
      yield exampleOf(0);
      throw new Error('the file ends here');
    }
    await expect(new Evaluate({ devset: broken(), ...quiet }).call(new Guess())).rejects.toThrow(
      'the file ends here',
    );
    const plain = [Example.from({ question: 'q' })].values();
    await expect(new Evaluate({ devset: plain as never, ...quiet }).call(new Guess())).rejects.toThrow(
      /row 0/,
    );
  });

  it('ends with the rows so far when it is aborted', async () => {
    const controller = new AbortController();
    async function* endless() {
      for (let place = 0; ; place++) {
        if (place === 20) controller.abort();
        yield exampleOf(place);
      }
    }
    const result = await new Evaluate({ devset: endless(), ...quiet }).call(new Guess(), {
      signal: controller.signal,
    });
    expect(result.stopped).toBe('aborted');
    expect(result.rows.length).toBeLessThanOrEqual(20);
  });
});
