import { SIMBA } from '../../../src/teleprompt';
import { describeOptimizer } from '../../contracts/optimizer.contract';
import { answerer, exact, landscape } from '../../support/landscape';
import { scriptedLM } from '../../support/scripted-lm';

describeOptimizer({
  name: 'SIMBA',
  create: (given) => new SIMBA({ ...given, bsize: 12, numCandidates: 4, maxSteps: 3 }),
  perDemo: 0.1,
  survivesWithoutProposals: true,
  mostCallsWhenConstant: 40 + 4 * 12,
});

describe('SIMBA', () => {
  const metric = exact as never;

  it('evaluates no candidate after the first batch where the metric is constant', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 40 });
    await new SIMBA({
      metric: (() => 1) as never,
      promptModel,
      bsize: 10,
      numCandidates: 3,
      maxSteps: 5,
    }).compile(answerer(taskModel), {
      trainset,
      confirm: false,
    });
    expect(taskModel.requests).toHaveLength(40 + 3 * 10);
    expect(promptModel.requests).toHaveLength(0);
  });

  it('asks for each run of an example as another sample at temperature 1', async () => {
    const { taskModel, promptModel, trainset } = landscape({ rows: 12 });
    await new SIMBA({ metric, promptModel, bsize: 12, numCandidates: 3, maxSteps: 1 }).compile(
      answerer(taskModel),
      { trainset },
    );
    const sampled = taskModel.requests.filter(({ rolloutId }) => rolloutId !== undefined);
    expect(new Set(sampled.map(({ rolloutId }) => rolloutId)).size).toBe(3);
    expect(sampled.every(({ settings }) => settings?.temperature === 1)).toBe(true);
  });

  it('appends advice to the instructions of the steps it is for', async () => {
    const { promptModel, trainset } = landscape({ rows: 12 });
    // Answers rightly in half of its samples, and always once it was told to look twice.
    const taskModel = scriptedLM((_, { input, system, request }) =>
      system.includes('level') || Number(request.rolloutId ?? 1) % 2 === 0
        ? input('question').replace('q', 'a')
        : 'no idea',
    );
    const optimizer = new SIMBA({
      metric,
      promptModel,
      bsize: 12,
      numCandidates: 3,
      maxSteps: 2,
      maxDemos: 0,
    });
    const program = await optimizer.compile(answerer(taskModel), { trainset });
    expect(program.signature.instructions).toMatch(/produce the fields `answer`\.\n\nMind level \d\./);
    expect(program.demos).toEqual([]);
  });

  it('refuses what cannot be', () => {
    expect(() => new SIMBA({ metric, bsize: 0 })).toThrow(/bsize/);
    expect(() => new SIMBA({ metric, batchSize: 3 } as never)).toThrow(/batchSize/);
  });
});
