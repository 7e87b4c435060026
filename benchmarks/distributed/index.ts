import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Evaluate, Example, Module, Predict, exactMatch } from 'dspex';
import { BullMQRunner } from 'dspex/distributed';
import { RedisServer } from '../../__tests__/support/real-redis';
import { bounded, reported, type BenchmarkResult } from '../benchmark-result';

const EXAMPLES = 2_000;
const WORKERS = 4;
const CONCURRENCY = 64;
const LATENCY_MS = 200;
const TASK = join(__dirname, 'task.cjs');

class Capital extends Module {
  readonly ask = new Predict('question -> answer');

  async forward(inputs: { question: string }) {
    return this.ask.call(inputs);
  }
}

/** How close an evaluation on several worker processes comes to the time of the slow calls alone. */
export async function run(): Promise<BenchmarkResult> {
  const ideal = Math.ceil(EXAMPLES / (WORKERS * CONCURRENCY)) * LATENCY_MS;
  const redis = await RedisServer.start({ appendfsync: 'everysec' });
  const workers = Array.from({ length: WORKERS }, () => begin(redis.url));
  try {
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    const runner = new BullMQRunner({ connection: redis.url, module: TASK, concurrency: 768 });
    // The first round compiles the code.
    const times = [await evaluationTime(runner, 'cold'), await evaluationTime(runner, 'warm')];
    await runner.close();
    const [cold = Number.NaN, warm = Number.NaN] = times;
    const what = `${EXAMPLES} examples, ${WORKERS} workers x ${CONCURRENCY}, ${LATENCY_MS} ms each`;
    return {
      benchmark: 'distributed',
      measures: [
        bounded(`${what} ÷ ideal`, warm / ideal, 'x', 1.2),
        reported('the same', warm, 'ms', { name: 'ideal', value: ideal }),
        reported('the first round, cold', cold, 'ms', { name: 'ideal', value: ideal }),
      ],
    };
  } finally {
    for (const worker of workers) worker.kill('SIGKILL');
    await redis.stop();
  }
}

function begin(url: string): ChildProcess {
  const { resolve } = createRequire(__filename);
  const teach = ['../../scripts/register-typescript.cjs', '../../__tests__/fixtures/resolve-dspex.cjs'];
  return fork(join(__dirname, 'worker.cjs'), [url, TASK, String(CONCURRENCY)], {
    execArgv: teach.flatMap((file) => ['--require', resolve(file)]),
  });
}

async function evaluationTime(runner: BullMQRunner, round: string): Promise<number> {
  const devset = Array.from({ length: EXAMPLES }, (_, index) =>
    Example.from({ question: `${round}: the capital of ${index}?`, answer: 'Paris' }).withInputs('question'),
  );
  const evaluate = new Evaluate({ devset, metric: exactMatch('answer'), runner, progress: false });
  const start = performance.now();
  const { score, n } = await evaluate.call(new Capital());
  const time = performance.now() - start;
  if (score !== 1 || n !== EXAMPLES) throw new Error(`The evaluation went wrong: score ${score}, n ${n}.`);
  return time;
}
