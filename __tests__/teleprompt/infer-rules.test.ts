import { InferRules } from '../../src/teleprompt';
import { describeOptimizer } from '../contracts/optimizer.contract';
import { answerer, exact, landscape } from '../support/landscape';

describeOptimizer({
  name: 'InferRules',
  create: (given) =>
    new InferRules({ ...given, numCandidates: 4, maxBootstrappedDemos: 2, maxLabeledDemos: 2 }),
  mostCallsWhenConstant: 120,
});

describe('InferRules', () => {
  it('keeps the rules that score best, whichever came last', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 40 });
    const student = answerer(taskModel);
    const before = student.signature;
    const optimizer = new InferRules({
      metric: exact as never,
      promptModel,
      numCandidates: 6,
      maxBootstrappedDemos: 0,
      maxLabeledDemos: 2,
    });
    const program = await optimizer.compile(student, { trainset });
    const offered = promptModel.requests.map(({ rolloutId }) => rolloutId);
    const kept = /\((.*)\)$/.exec(program.signature.instructions)?.[1];
    expect(offered).toContain(kept);
    expect(program.signature.instructions).toContain('Rules to go by:');
    expect(student.signature).toBe(before);
  });
});
