import { BootstrapFewShotWithOptuna } from '../../src/teleprompt';
import { describeOptimizer } from '../contracts/optimizer.contract';
import { answerer, exact, landscape } from '../support/landscape';

describeOptimizer({
  name: 'BootstrapFewShotWithOptuna',
  create: ({ promptModel: _, ...given }) =>
    new BootstrapFewShotWithOptuna({ ...given, numCandidatePrograms: 6 }),
  proposes: false,
  perDemo: 0.1,
  mostCallsWhenConstant: 200,
});

describe('BootstrapFewShotWithOptuna', () => {
  it('shows at most as many demonstrations as asked, each once', async () => {
    const { taskModel, trainset } = landscape({ rows: 40 });
    const program = await new BootstrapFewShotWithOptuna({
      metric: exact as never,
      maxBootstrappedDemos: 3,
    }).compile(answerer(taskModel), { trainset });
    expect(program.demos.length).toBeGreaterThan(0);
    expect(program.demos.length).toBeLessThanOrEqual(3);
    expect(new Set(program.demos).size).toBe(program.demos.length);
  });

  it('works with labels alone, and with nothing to show', async () => {
    const { taskModel, trainset } = landscape({ rows: 10 });
    const labels = new BootstrapFewShotWithOptuna({ metric: exact as never, maxBootstrappedDemos: 0 });
    await expect(labels.compile(answerer(taskModel), { trainset })).resolves.toBeDefined();
    const nothing = new BootstrapFewShotWithOptuna({
      metric: exact as never,
      maxBootstrappedDemos: 0,
      maxLabeledDemos: 0,
    });
    expect((await nothing.compile(answerer(taskModel), { trainset })).demos).toEqual([]);
  });
});
