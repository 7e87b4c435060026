import { Module, type Program, type Runner } from 'dspex';
import { BullMQRunner } from 'dspex/distributed';
import { normalizeMetric, type RunnerJob } from '../../src/evaluate';
import { work } from '../../src/distributed/worker/work';
import { describeRunner } from '../contracts/runner.contract';
import { describeWithRedis } from '../support/describe-with-redis';
import { RedisServer } from '../support/real-redis';

/** Jobs of the contract, under a number that their units carry through Redis. */
const jobs: RunnerJob[] = [];
const SILENT = 'nothing is told';

/** Performs what the contract would have performed here, on the far side of Redis. */
class Remote extends Module {
  async forward({ job, index }: { job: number; index: number }, { signal }: { signal: AbortSignal }) {
    const outcome = await (jobs[job] as RunnerJob).perform({ index } as never, signal);
    return { told: outcome === undefined ? SILENT : 'an outcome' };
  }
}

/** The contract's units, as they must be to travel. */
class Through implements Runner {
  readonly #inner: BullMQRunner;

  constructor(inner: BullMQRunner) {
    this.#inner = inner;
  }

  async run(units: Parameters<Runner['run']>[0], job: RunnerJob): Promise<void> {
    const number = jobs.push(job) - 1;
    const program: Program = new Remote();
    const travelling = (async function* () {
      for await (const unit of units) {
        const example = unit.example.copy({ job: number, index: unit.index } as never);
        yield { ...unit, program, example: example.withInputs(...(['job', 'index'] as never[])) as never };
      }
    })();
    return this.#inner.run(travelling, {
      ...job,
      onOutcome: (unit, outcome) => {
        // Elsewhere a fault of `perform` is a row's.
        if (outcome.error !== undefined) throw new Error(outcome.error.message);
        if (outcome.prediction?.get('told') !== SILENT) job.onOutcome(unit, outcome);
      },
    });
  }
}

describeWithRedis('BullMQRunner', () => {
  const controller = new AbortController();
  const runners: BullMQRunner[] = [];
  let redis: RedisServer;
  let working: Promise<void>;

  beforeAll(async () => {
    redis = await RedisServer.start();
    const task = { createProgram: () => new Remote(), metric: normalizeMetric((() => 1) as never) };
    const plan = {
      module: 'remote',
      queue: 'remote',
      address: { port: redis.port },
      concurrency: 16,
      stalledAfter: 30_000,
      connectionTimeout: 30_000,
      rateLimit: undefined,
      signal: controller.signal,
      onEvent: () => undefined,
    };
    working = work(plan, task);
  });

  afterAll(async () => {
    await Promise.all(runners.map((runner) => runner.close()));
    controller.abort();
    await working;
    await redis.stop();
  });

  describeRunner({
    name: 'BullMQRunner',
    create: (concurrency) => {
      const runner = new BullMQRunner({ connection: redis.url, module: 'remote', concurrency });
      runners.push(runner);
      return new Through(runner);
    },
  });
});
