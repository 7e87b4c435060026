import { join } from 'node:path';
import { Evaluate, Example, LabeledFewShot, Module, Predict, ProcessRunner, BootstrapRS } from 'dspex';

const ROOT = join(__dirname, '..', '..', '..');
const taskFile = join(ROOT, '__tests__', 'fixtures', 'isolated-task.cjs');
const execArgv = [
  '--require',
  join(ROOT, 'scripts', 'register-typescript.cjs'),
  '--require',
  join(ROOT, '__tests__', 'fixtures', 'resolve-dspex.cjs'),
];
const options = { module: taskFile, execArgv, processes: 2, concurrency: 2, killAfter: 15_000 };

class Capital extends Module {
  readonly ask = new Predict('country -> capital');

  async forward(inputs: { country: string }) {
    return this.ask.call(inputs);
  }
}

const exampleOf = (country: string, capital = 'Paris') =>
  Example.from({ country, capital }).withInputs('country');
const metric = () => {
  throw new Error('the metric of the module is the one that counts');
};
const evaluate = (runner: ProcessRunner, devset: readonly Example[]) =>
  new Evaluate({ devset, metric: metric as never, runner, progress: false }).call(new Capital());

describe('ProcessRunner', () => {
  it('runs programs elsewhere, with the state they have here', async () => {
    const runner = new ProcessRunner(options);
    const devset = [exampleOf('France'), exampleOf('Spain'), exampleOf('Spain', 'Spain')];
    const result = await evaluate(runner, devset);
    runner.close();
    expect(result.rows.map(({ score }) => score)).toEqual([1, 0, 1]);
    expect(result.rows[1]?.prediction?.toJSON()).toEqual({ capital: 'Spain' });
    expect(result.usage.requests).toBe(3);
  });

  it('loses one row to each program or metric that exits, throws or never ends, and names it', async () => {
    const runner = new ProcessRunner({ ...options, killAfter: 2_000 });
    const devset = ['France', 'crash', 'France', 'throw', 'judge', 'France', 'loop', 'France'].map(
      (country) => exampleOf(country),
    );
    const result = await evaluate(runner, devset);
    runner.close();
    expect(result.rows.map(({ error, score }) => error?.code ?? score)).toEqual([
      1,
      'EVALUATE_PROCESS_DIED',
      1,
      'Error',
      'EVALUATE_PROCESS_DIED',
      1,
      'EVALUATE_PROCESS_DIED',
      1,
    ]);
    expect(result.rows[1]?.error?.message).toContain('exited with code 7');
    expect(result.rows[6]?.error?.message).toContain('killed after 2000 ms');
    expect(result.errors).toEqual({ program: 4 });
  });

  it('serves optimizers as well', async () => {
    const runner = new ProcessRunner(options);
    const trainset = [exampleOf('France'), exampleOf('Spain', 'Spain')];
    const search = new BootstrapRS({
      metric: metric as never,
      numCandidatePrograms: 0,
      maxBootstrappedDemos: 0,
    });
    const job = search.start(new Capital(), { trainset, valset: trainset, runner });
    const { report } = await job.result;
    runner.close();
    expect(report.candidates.map(({ score }) => score)).toContain(1);
    await new LabeledFewShot().compile(new Capital(), { trainset, runner });
  });

  it('ends at an abort', async () => {
    const runner = new ProcessRunner(options);
    const controller = new AbortController();
    const running = new Evaluate({
      devset: [exampleOf('loop')],
      metric: metric as never,
      runner,
      progress: false,
    }).call(new Capital(), { signal: controller.signal });
    controller.abort(new Error('enough'));
    expect(await running).toMatchObject({ n: 0, stopped: 'aborted' });
    runner.close();
  });

  it('says what is wrong with a module', async () => {
    const nowhere = new ProcessRunner({ ...options, module: join(ROOT, 'nowhere.cjs') });
    await expect(evaluate(nowhere, [exampleOf('France')])).rejects.toMatchObject({
      code: 'EVALUATE_TASK_MODULE',
    });
    const wrong = new ProcessRunner({ ...options, module: join(ROOT, 'rooms.cjs') });
    await expect(evaluate(wrong, [exampleOf('France')])).rejects.toThrow(/exports no program/);
    expect(() => new ProcessRunner({ module: '' })).toThrow(/module/);
    expect(() => new ProcessRunner({ module: taskFile, processes: 0 })).toThrow(/processes/);
    expect(() => new ProcessRunner({ modul: 'x' } as never)).toThrow(/module/);
  });
});
