import { setTimeout as sleep } from 'node:timers/promises';
import { Evaluate, Example, MockLM, Predict, exactMatch } from 'dspex';
import { bounded, reported, type BenchmarkResult } from '../benchmark-result';
import { median } from '../timing';

const EXAMPLES = 1_000;
const CONCURRENCY = 512;
const LATENCY_MS = 200;
const ROUNDS = 5;

/** How close an evaluation of slow calls comes to the time of the calls alone. */
export async function run(): Promise<BenchmarkResult> {
  const ideal = Math.ceil(EXAMPLES / CONCURRENCY) * LATENCY_MS;
  const times: number[] = [];
  for (let round = 0; round <= ROUNDS; round++) times.push(await evaluationTime());
  // The first round compiles the code.
  const time = median(times.slice(1));
  return {
    benchmark: 'evaluate-throughput',
    measures: [
      bounded(
        `${EXAMPLES} examples, ${CONCURRENCY} at once, ${LATENCY_MS} ms each ÷ ideal`,
        time / ideal,
        'x',
        1.1,
      ),
      reported('the same', time, 'ms', { name: 'ideal', value: ideal }),
      reported('the first round, cold', times[0] ?? Number.NaN, 'ms', { name: 'ideal', value: ideal }),
      reported('framework time for each example', ((time - ideal) / EXAMPLES) * 1_000, 'µs'),
    ],
  };
}

async function evaluationTime(): Promise<number> {
  const lm = new MockLM(async () => {
    await sleep(LATENCY_MS);
    return '[[ ## answer ## ]]\nParis\n\n[[ ## completed ## ]]';
  });
  const devset = Array.from({ length: EXAMPLES }, (_, index) =>
    Example.from({ question: `What is the capital of country ${index}?`, answer: 'Paris' }).withInputs(
      'question',
    ),
  );
  const evaluate = new Evaluate({ devset, metric: exactMatch('answer'), concurrency: CONCURRENCY });
  const start = performance.now();
  const { score, n } = await evaluate.call(new Predict('question -> answer'), { lm });
  const time = performance.now() - start;
  if (score !== 1 || n !== EXAMPLES) throw new Error(`The evaluation went wrong: score ${score}, n ${n}.`);
  return time;
}
