import {
  BetterTogether,
  BootstrapFewShot,
  COPRO,
  LabeledFewShot,
  type CompileEvent,
} from '../../src/teleprompt';
import { answerer, exact, landscape } from '../support/landscape';

const metric = exact as never;

const setUp = () => {
  const ground = landscape({ rows: 40, perDemo: 0.05 });
  const optimizers = {
    p: new COPRO({ metric, promptModel: ground.promptModel, breadth: 4, depth: 1 }),
    d: new LabeledFewShot({ k: 4 }),
    broken: {
      compile: async () => {
        throw new Error('out of order');
      },
    },
  };
  return { ...ground, optimizers };
};

describe('BetterTogether', () => {
  it('lets each optimizer go on with what the one before has made, and keeps the best', async () => {
    const { taskModel, trainset, quality, optimizers } = setUp();
    const student = answerer(taskModel);
    const before = JSON.stringify(student.dumpState());
    const optimizer = new BetterTogether({ metric, optimizers, strategy: 'p -> d', valsetRatio: 0.5 });
    const { program, report } = await optimizer.start(student, { trainset, confirm: false }).result;
    expect(report.candidates.map(({ origin }) => origin)).toEqual(['student', 'p', 'p -> d']);
    expect(report.candidates[2]?.parent).toBe(report.candidates[1]?.id);
    expect(program.demos).toHaveLength(4);
    expect(program.signature.instructions).toContain('level');
    expect(quality(program)).toBeGreaterThan(quality(student));
    expect(JSON.stringify(student.dumpState())).toBe(before);
  });

  it('does every optimizer once where no strategy is given, also after a frozen program', async () => {
    const { taskModel, trainset } = setUp();
    const optimizers = {
      a: new BootstrapFewShot({ metric, maxBootstrappedDemos: 2, maxLabeledDemos: 2 }),
      b: new BootstrapFewShot({ metric, maxBootstrappedDemos: 3, maxLabeledDemos: 3 }),
    };
    const { report } = await new BetterTogether({ metric, optimizers }).start(answerer(taskModel), {
      trainset,
    }).result;
    expect(report.candidates.map(({ origin }) => origin)).toEqual(['student', 'a', 'a -> b']);
  });

  it('ends the chain with the best so far where a step fails', async () => {
    const { taskModel, trainset, optimizers } = setUp();
    const notes: string[] = [];
    const onEvent = (event: CompileEvent): void => {
      if (event.type === 'note-written') notes.push(event.text);
    };
    const optimizer = new BetterTogether({
      metric,
      optimizers: optimizers as never,
      strategy: 'd -> broken -> p',
      valsetRatio: 0.5,
    });
    const program = await optimizer.compile(answerer(taskModel), { trainset, onEvent });
    expect(program.demos).toHaveLength(4);
    expect(notes.join('\n')).toMatch(/Step 2 \(broken\) failed.*out of order/);
  });

  it('holds its steps to what is left of the budget', async () => {
    const { taskModel, trainset, optimizers } = setUp();
    const optimizer = new BetterTogether({ metric, optimizers, strategy: 'p -> d', valsetRatio: 0.5 });
    const job = optimizer.start(answerer(taskModel), { trainset, budget: { metricCalls: 50 } });
    const { report } = await job.result;
    expect(taskModel.requests.length).toBeLessThanOrEqual(50);
    expect(report.spending.metricCalls).toBe(taskModel.requests.length);
  });

  it('gives the same program at any concurrency', async () => {
    const compile = async (concurrency: number) => {
      const { taskModel, trainset, optimizers } = setUp();
      const optimizer = new BetterTogether({ metric, optimizers, strategy: 'd -> p', concurrency });
      return JSON.stringify((await optimizer.compile(answerer(taskModel), { trainset })).dumpState());
    };
    expect(await compile(64)).toBe(await compile(1));
  });

  it('refuses strategies with unknown names', () => {
    const { optimizers } = setUp();
    expect(() => new BetterTogether({ metric, optimizers, strategy: 'p -> w' })).toThrow(/w/);
    expect(() => new BetterTogether({ metric, optimizers: {} })).toThrow(/at least one/);
  });
});
