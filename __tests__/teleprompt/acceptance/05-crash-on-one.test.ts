import { Evaluate } from '../../../src/evaluate';
import { Module, type Predict } from '../../../src/modules';
import { GEPA } from '../../../src/teleprompt';
import { answerer, exact, landscape } from '../../support/landscape';
import { readRequest } from '../../support/scripted-lm';

const metric = exact as never;

const setUp = () => {
  const ground = landscape({ rows: 3, levels: [1, 1] });
  class Crashing extends Module {
    readonly solve: Predict<'question -> answer'> = answerer(ground.taskModel);

    async forward({ question }: { question: string }) {
      const answer = await this.solve.call({ question });
      if (question === 'q1') throw new Error('the till is locked');
      return answer;
    }
  }
  return { ...ground, program: new Crashing() };
};

describe('acceptance 5: a program that throws on one of three examples', () => {
  it('has a row for each, in their places, with the failure score', async () => {
    const { program, trainset } = setUp();
    const result = await new Evaluate({ devset: trainset, metric, failureScore: 0, progress: false }).call(
      program,
    );
    expect(result.rows.map(({ index, score }) => [index, score])).toEqual([
      [0, 1],
      [1, 0],
      [2, 1],
    ]);
    expect(result.rows[1]?.error).toMatchObject({ kind: 'program', message: 'the till is locked' });
    expect(result).toMatchObject({ n: 3, errors: { program: 1 } });
  });

  it('shows the error to whoever reflects, and reports it', async () => {
    const { program, trainset, promptModel } = setUp();
    const job = new GEPA({ metric, reflectionLm: promptModel, maxMetricCalls: 30 }).start(program, {
      trainset,
      confirm: false,
    });
    const { report } = await job.result;
    const records = promptModel.requests.map((request) => readRequest(request).input('records'));
    expect(records.some((text) => text.includes('the till is locked'))).toBe(true);
    expect(report.candidates[0]).toMatchObject({ n: 3, errors: { program: 1 } });
    expect(report.candidates[0]?.score).toBeCloseTo(2 / 3);
    expect(report.candidates[0]?.failures[0]).toMatchObject({ message: 'the till is locked' });
  });
});
