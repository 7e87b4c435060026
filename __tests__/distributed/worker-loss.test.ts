import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Evaluate, Module, Predict, type EvaluationRow, type Example } from 'dspex';
import { BullMQRunner } from 'dspex/distributed';
import { describeWithRedis } from '../support/describe-with-redis';
import { freePort, RedisServer } from '../support/real-redis';
import { exampleOf, TASK, TestWorker } from './workers';

class Capital extends Module {
  readonly ask = new Predict('country -> capital');

  async forward(inputs: { country: string }) {
    return this.ask.call(inputs);
  }
}

const metric = () => 0;
const evaluate = (runner: BullMQRunner, devset: readonly Example[], onRow?: (row: EvaluationRow) => void) =>
  new Evaluate({ devset, metric, runner, progress: false, onRow }).call(new Capital());

describeWithRedis('BullMQRunner, when things die', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dspex-loss-'));
  const log = join(folder, 'log');
  const env = { DSPEX_TEST_LOG: log };
  let redis: RedisServer;
  const begun: TestWorker[] = [];
  const begin = (): TestWorker => {
    const worker = new TestWorker({ connection: redis.url, concurrency: 2, stalledAfter: 2_000 }, env);
    begun.push(worker);
    return worker;
  };

  beforeAll(async () => {
    redis = await RedisServer.start();
  });

  afterAll(async () => {
    await Promise.all(begun.map((worker) => worker.end('SIGKILL')));
    await redis?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives every example one result, though two workers are killed, one example ruins its worker, and Redis restarts', async () => {
    const runner = new BullMQRunner({ connection: redis.url, module: TASK, concurrency: 16 });
    const doomed = [begin(), begin()];
    const heirs = [begin()];
    await Promise.all(begun.map((worker) => worker.told('ready')));
    const devset = Array.from({ length: 120 }, (_, index) =>
      index === 60 ? exampleOf('poison') : exampleOf(index % 2 === 0 ? 'France' : `Land${index}`),
    );
    const told: number[] = [];
    let trouble = Promise.resolve();
    const result = await evaluate(runner, devset, ({ index }) => {
      told.push(index);
      if (told.length === 20)
        trouble = Promise.all(doomed.map((each) => each.end('SIGKILL'))).then(() => void heirs.push(begin()));
      if (told.length === 40) trouble = trouble.then(() => redis.kill()).then(() => redis.begin());
    });
    await trouble;
    await runner.close();
    expect([...told].sort((left, right) => left - right)).toEqual(devset.map((_, index) => index));
    const failed = result.rows.filter(({ error }) => error !== undefined);
    expect(failed.map(({ index, error }) => [index, error?.kind])).toEqual([[60, 'program']]);
    expect(failed[0]?.error?.message).toMatch(/SIGKILL|workers died/);
    expect(result.rows.filter(({ score }) => score === 1)).toHaveLength(119);
    // It ended one worker, and then processes of its own.
    expect(readFileSync(log, 'utf8').match(/poison/g)?.length).toBeLessThanOrEqual(4);
  });

  it('ends with an error in words, without the password, when there is no Redis or it does not let us in', async () => {
    const nowhere = new BullMQRunner({
      connection: `redis://:hush-hush@127.0.0.1:${await freePort()}`,
      module: TASK,
      connectionTimeout: 200,
    });
    const missing = await evaluate(nowhere, [exampleOf('France')]).catch((error: unknown) => error);
    expect(missing).toMatchObject({ code: 'DISTRIBUTED_CONNECTION', retryable: true });
    const locked = await RedisServer.start({ password: 'right-one' });
    const connection = { port: locked.port, password: 'wrong-one' };
    const refused = await evaluate(new BullMQRunner({ connection, module: TASK }), [
      exampleOf('France'),
    ]).catch((error: unknown) => error);
    await locked.stop();
    expect(refused).toMatchObject({
      code: 'DISTRIBUTED_CONNECTION',
      message: expect.stringContaining('WRONGPASS'),
    });
    expect(JSON.stringify([missing, refused, String(missing), String(refused)])).not.toMatch(
      /hush|wrong-one/,
    );
  });
});
