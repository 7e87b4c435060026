import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BootstrapRS, Evaluate, LocalRunner, Module, Predict, type Example, type Runner } from 'dspex';
import { BullMQRunner, queueStatus } from 'dspex/distributed';
import { runCommand } from '../cli/run-command';
import { describeWithRedis } from '../support/describe-with-redis';
import { RedisServer } from '../support/real-redis';
import { exampleOf, TASK, TestWorker } from './workers';

class Capital extends Module {
  readonly ask = new Predict('country -> capital');

  async forward(inputs: { country: string }) {
    return this.ask.call(inputs);
  }
}

const metric = ((example: { capital: string }, prediction: { capital: string }) =>
  example.capital === prediction.capital) as never;
const evaluate = (runner: Runner, devset: readonly Example[], signal?: AbortSignal) =>
  new Evaluate({ devset, metric, runner, progress: false }).call(new Capital(), { signal });

describeWithRedis('BullMQRunner', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dspex-distributed-'));
  const log = join(folder, 'log');
  const asked = (): string[] => readFileSync(log, 'utf8').trim().split('\n');
  let redis: RedisServer;
  let worker: TestWorker;
  let runner: BullMQRunner;

  beforeAll(async () => {
    redis = await RedisServer.start();
    worker = new TestWorker({ connection: redis.url, concurrency: 4 }, { DSPEX_TEST_LOG: log });
    runner = new BullMQRunner({ connection: redis.url, module: TASK });
    await worker.told('ready');
  });

  afterAll(async () => {
    await runner?.close();
    await worker?.end('SIGKILL');
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('runs programs elsewhere, each row once, and pays for none twice when it is run again', async () => {
    const devset = [
      exampleOf('France'),
      exampleOf('Spain', 'Madrid'),
      exampleOf('throw'),
      exampleOf('France'),
    ];
    const result = await evaluate(runner, devset);
    expect(result.rows.map(({ score, error }) => error?.message ?? score)).toEqual([
      1,
      0,
      'the program broke',
      1,
    ]);
    expect(result.rows[1]?.prediction?.toJSON()).toEqual({ capital: 'Spain' });
    expect(result.usage.requests).toBe(3);
    expect(asked().sort()).toEqual(['France', 'France', 'Spain', 'throw']);

    const other = new BullMQRunner({ connection: redis.url, module: TASK });
    const again = await evaluate(other, devset);
    await other.close();
    expect(again.rows.map(({ score }) => score)).toEqual([1, 0, undefined, 1]);
    // What failed is tried again, and nothing else.
    expect(asked().slice(4)).toEqual(['throw']);
    expect(await queueStatus({ connection: redis.url })).toEqual([
      { queue: 'distributed-task', workers: 1, waiting: 0, active: 0, completed: 4, failed: 0 },
    ]);
    const shown = await runCommand(['jobs', '--redis', redis.url]);
    expect(shown.code).toBe(0);
    expect(shown.stdout).toMatch(/^distributed-task +1 +0 +0 +4 +0$/m);
  });

  it('gives the program that the local runner gives, byte for byte', async () => {
    const names = ['France', 'Spain', 'Peru', 'Chad', 'Cuba', 'Fiji'];
    const trainset = names.map((name, index) => exampleOf(name, index % 2 === 0 ? name : 'elsewhere'));
    const { program: Program } = jest.requireActual<{ program: new () => Module }>(TASK);
    const compile = async (where: Runner): Promise<string> => {
      const search = new BootstrapRS({ metric, seed: 5, numCandidatePrograms: 3, maxBootstrappedDemos: 2 });
      const options = { trainset, valset: trainset, runner: where };
      return JSON.stringify(((await search.compile(new Program(), options)) as Module).dumpState());
    };
    const local = await compile(new LocalRunner());
    expect(local).toContain('France');
    expect(await compile(runner)).toBe(local);
  });

  it('takes back what waits when it is ended, and has workers let go of what they are at', async () => {
    const controller = new AbortController();
    const devset = Array.from({ length: 20 }, (_, index) => exampleOf('slow', String(index)));
    const running = evaluate(runner, devset, controller.signal);
    while (asked().filter((country) => country === 'slow').length < 4) await new Promise(setImmediate);
    controller.abort();
    expect(await running).toMatchObject({ n: 0, stopped: 'aborted' });
    const [status] = await queueStatus({ connection: redis.url, queue: 'distributed-task' });
    expect(status).toMatchObject({ waiting: 0, active: 0 });
    expect(asked().filter((country) => country === 'slow')).toHaveLength(4);
  });

  it('is not served by the workers of another task', async () => {
    const stranger = new BullMQRunner({
      connection: redis.url,
      module: './other.js',
      queue: 'distributed-task',
    });
    await expect(evaluate(stranger, [exampleOf('France')])).rejects.toMatchObject({
      code: 'DISTRIBUTED_TASK',
      message: expect.stringContaining('the module other'),
    });
    await stranger.close();
  });

  it('finishes what is in hand at SIGTERM', async () => {
    expect(await worker.end('SIGTERM')).toBe(0);
  });
});
