import { COPRO } from '../../src/teleprompt';
import { describeOptimizer } from '../contracts/optimizer.contract';
import { answerer, exact, landscape, TwiceAsked } from '../support/landscape';
import { readRequest } from '../support/scripted-lm';

const metric = exact as never;

describeOptimizer({
  name: 'COPRO',
  create: (given) => new COPRO({ ...given, breadth: 4, depth: 2 }),
  mostCallsWhenConstant: 160,
});

describe('COPRO', () => {
  it('asks for breadth − 1 variants first and for breadth later, which learn from scores', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 20 });
    await new COPRO({ metric, promptModel, breadth: 4, depth: 3 }).compile(answerer(taskModel), { trainset });
    expect(promptModel.requests).toHaveLength(3 + 4 + 4);
    const [first, ...later] = promptModel.requests.map(readRequest);
    expect(first!.input('attempts')).toBe('');
    expect(later.at(-1)!.input('attempts')).toMatch(/Score \d/);
    expect(promptModel.requests[0]?.settings?.temperature).toBe(1.4);
  });

  it('needs far fewer program calls than evaluating everything anew', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 20 });
    const job = new COPRO({ metric, promptModel, breadth: 4, depth: 2 }).start(new TwiceAsked(taskModel), {
      trainset,
      confirm: false,
    });
    const { report } = await job.result;
    // DSPy: predictors × breadth × depth(depth + 1)/2 evaluations of all rows.
    expect(report.spending.metricCalls).toBeLessThan(0.7 * 2 * 4 * 3 * 20);
  });

  it('needs a breadth of two', () => {
    expect(() => new COPRO({ metric, breadth: 1 })).toThrow(/breadth/);
  });
});
