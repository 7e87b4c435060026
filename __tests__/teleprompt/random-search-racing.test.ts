import { BootstrapFewShotWithRandomSearch } from '../../src/teleprompt';
import { describeOptimizer } from '../contracts/optimizer.contract';
import { answerer, exact, landscape } from '../support/landscape';

describeOptimizer({
  name: 'BootstrapFewShotWithRandomSearch',
  create: ({ promptModel: _, ...given }) =>
    new BootstrapFewShotWithRandomSearch({ ...given, numCandidatePrograms: 4 }),
  proposes: false,
  perDemo: 0.1,
  mostCallsWhenConstant: 250,
});

describe('racing in BootstrapFewShotWithRandomSearch', () => {
  it('finds as good a program as scoring all on all, at fewer calls', async () => {
    const search = async (racing: boolean) => {
      const { taskModel, trainset, quality } = landscape({ rows: 100, perDemo: 0.15 });
      const program = await new BootstrapFewShotWithRandomSearch({ metric: exact as never, racing }).compile(
        answerer(taskModel),
        {
          trainset: trainset.slice(0, 20),
          valset: trainset.slice(20),
          confirm: false,
        },
      );
      return { quality: quality(program), calls: taskModel.requests.length };
    };
    const [raced, all] = [await search(true), await search(false)];
    expect(raced.quality).toBeGreaterThanOrEqual(all.quality);
    expect(raced.calls).toBeLessThan(all.calls);
  });
});
