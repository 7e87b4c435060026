import { Evaluate, exactMatch } from '../../../src/evaluate';
import { Module } from '../../../src/modules';
import { Example } from '../../../src/primitives';

const devset = Array.from({ length: 4 }, (_, place) =>
  Example.from({ question: `q${place}`, answer: `a${place}` }).withInputs('question'),
);

class Answerer extends Module {
  override async forward({ question }: { question: string }) {
    const place = Number(question.slice(1));
    if (place === 0) throw new Error('no "first", please');
    return place === 1 ? { answer: 'a1' } : { answer: `a${place}`, remark: `=${place}, said` };
  }
}

describe('acceptance 12: an evaluation in which much goes wrong', () => {
  it('keeps the prediction and the error of a metric that throws, apart from faults of the program', async () => {
    const metric = ({ answer }: { answer: string }): number => {
      if (answer === 'a2') throw new Error('no such column');
      return 1;
    };
    const result = await new Evaluate({ devset, metric, progress: false }).call(new Answerer());
    expect(result).toMatchObject({ n: 2, score: 1, errors: { program: 1, metric: 1 } });
    expect(result.rows[2]?.prediction?.get('answer')).toBe('a2');
    expect(result.rows[2]?.error).toMatchObject({
      kind: 'metric',
      message: expect.stringContaining('no such column') as string,
    });
    expect(result.rows[2]).not.toHaveProperty('score');
    expect(result.rows[0]?.error).toMatchObject({ kind: 'program' });
  });

  it('writes rows of different fields as CSV with one header', async () => {
    const result = await new Evaluate({ devset, metric: exactMatch(), progress: false }).call(new Answerer());
    const [header, first, second, third] = result.toCsv().split('\r\n');
    expect(header).toMatch(/^question,example_answer,prediction_answer,remark,score,/);
    expect(first).toMatch(/^q0,a0,,,,/);
    expect(first).toContain('"no ""first"", please"');
    expect(second).toMatch(/^q1,a1,a1,,1,/);
    expect(third).toContain(`"'=2, said"`);
  });

  it('gives no score for no examples, and does not throw', async () => {
    const result = await new Evaluate({ devset: [], metric: exactMatch(), progress: false }).call(
      new Answerer(),
    );
    expect(result).toMatchObject({ score: NaN, n: 0, total: 0, rows: [], errors: {} });
    expect(result.toJSON()).toMatchObject({ score: null, interval: [null, null] });
    expect(result.toCsv()).toBe('\r\n');
  });

  it('hands over the rows so far when it is aborted', async () => {
    const controller = new AbortController();
    const evaluate = new Evaluate({
      devset,
      metric: exactMatch(),
      concurrency: 1,
      progress: false,
      onRow: ({ index }) => index === 1 && controller.abort(),
    });
    const result = await evaluate.call(new Answerer(), { signal: controller.signal });
    expect(result).toMatchObject({ stopped: 'aborted', total: 4, n: 1 });
    expect(result.rows.map(({ index }) => index)).toEqual([0, 1]);
  });
});
