import type { CompileBudget } from '../../../src/teleprompt';
import { answerer, exact, landscape } from '../../support/landscape';
import { everyOptimizer } from '../../support/optimizers';

const metric = exact as never;
const names = Object.keys(everyOptimizer({ metric, promptModel: landscape().promptModel }));

describe('acceptance 14: bounds that are never crossed', () => {
  /** What a compilation under a budget spends, and what its models were really asked. */
  const spent = async (name: string, budget: CompileBudget, concurrency: number) => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 24, perDemo: 0.1 });
    const optimizer = everyOptimizer({ metric, promptModel, concurrency })[name]!;
    const job = optimizer.start(answerer(taskModel), { trainset, budget });
    const { program, report } = await job.result;
    expect(program).toBeDefined();
    return { ...report.spending, asked: taskModel.requests.length + promptModel.requests.length };
  };

  it.each(names)('ends %s before the call that would cross a bound on model calls', async (name) => {
    for (const lmCalls of [1, 13, 40]) {
      for (const concurrency of [1, 16]) {
        const { asked } = await spent(name, { lmCalls }, concurrency);
        expect(asked).toBeLessThanOrEqual(lmCalls);
      }
    }
  });

  it('plans within the formulas of the reference', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 24 });
    const { LabeledFewShot, COPRO, SIMBA } = everyOptimizer({ metric, promptModel });
    const most = async (optimizer: typeof COPRO) =>
      (await optimizer!.plan(answerer(taskModel), { trainset, confirm: false })).programRuns.most;
    expect(await most(LabeledFewShot)).toBe(0);
    // P·B·d(d + 1)/2·T, for one predictor, breadth 3 and one round.
    expect(await most(COPRO)).toBeLessThanOrEqual(3 * 24);
    // s·b(2C + 1) + (C + 1)·T, for two steps of eight examples and three candidates.
    expect(await most(SIMBA)).toBeLessThanOrEqual(2 * 8 * 7 + 4 * 24);
  });

  it.each(names)('ends %s before the run that would cross a bound on runs of the program', async (name) => {
    for (const metricCalls of [1, 17, 50]) {
      const { metricCalls: made } = await spent(name, { metricCalls }, 16);
      expect(made).toBeLessThanOrEqual(metricCalls);
    }
  });
});
