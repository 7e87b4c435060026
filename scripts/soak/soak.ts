import { LM, trackUsage } from '../../src/lm';
import { startVendorServer, type VendorFault } from '../../src/testing';
import { asyncPool, seededRandom } from '../../src/util';

/** What a soak found. */
export interface SoakResult {
  readonly calls: number;
  /** Calls whose reply was not the right one, or that failed. */
  readonly wrong: number;
  /** Requests that the server got. */
  readonly served: number;
  /** Requests that usage counted. */
  readonly counted: number;
  /** Requests that the replies' `attempts` count. */
  readonly attempts: number;
  /** Resources of the process that were not there before: sockets, timers, … */
  readonly left: readonly string[];
}

const FAULTS: readonly VendorFault[] = [
  { kind: 'status', status: 429 },
  { kind: 'status', status: 500 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 529 },
  { kind: 'status', status: 408 },
  { kind: 'reset' },
];

/** Many calls to a server of which a part fails for a while, streamed ones among them. */
export async function soak(
  calls: number,
  { faults, seed }: { faults: number; seed: number },
): Promise<SoakResult> {
  const before = resources();
  const random = seededRandom(seed);
  const server = await startVendorServer({
    vendor: 'openai',
    handler: ({ body }) => `answer to ${(body['messages'] as { content: string }[])[0]?.content}`,
    faults: () => (random.next() < faults ? random.pick(FAULTS) : undefined),
  });
  const lm = new LM('openai/gpt-5-mini', {
    baseURL: server.baseURL,
    apiKey: 'sk-soak-0123456789',
    cache: false,
    maxRetries: 20,
    retry: { firstDelay: 1, maxDelay: 5 },
  });
  let wrong = 0;
  let attempts = 0;
  const ask = async (index: number): Promise<void> => {
    const question = `question ${index}`;
    const response = await (index % 4 === 0 ? lm.stream(question).result : lm.generate(question));
    if (response.outputs[0]?.text !== `answer to ${question}`) wrong++;
    attempts += response.attempts ?? 0;
  };
  const indices = Array.from({ length: calls }, (_, index) => index);
  const { usage } = await trackUsage(() =>
    asyncPool({ concurrency: 32 }, indices, (index) =>
      ask(index).catch((error: unknown) => {
        wrong++;
        console.error(error);
      }),
    ),
  );
  const served = server.requests.length;
  await server.close();
  // Sockets close a moment after they are told to.
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { calls, wrong, served, counted: usage.requests, attempts, left: extra(resources(), before) };
}

/** How much the heap grows over so many calls, in bytes, after it has warmed up. */
export async function heapGrowth(calls: number): Promise<number> {
  const body = JSON.stringify({
    id: 'r',
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'x'.repeat(500) }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 10, completion_tokens: 5 },
  });
  const fetch = async (): Promise<Response> =>
    new Response(body, { headers: { 'content-type': 'application/json' } });
  const lm = new LM('openai/gpt-5-mini', { apiKey: 'sk-soak-0123456789', cache: false, fetch });
  const some = async (count: number): Promise<void> => {
    const indices = Array.from({ length: count }, (_, index) => index);
    await asyncPool({ concurrency: 16 }, indices, (index) => lm.generate(`question ${index}`));
  };
  await some(Math.min(5000, calls));
  const start = heapInUse();
  for (let left = calls; left > 0; left -= 1000) await some(Math.min(1000, left));
  return heapInUse() - start;
}

function heapInUse(): number {
  const { gc } = globalThis as { gc?: () => void };
  if (gc === undefined) throw new Error('run node with --expose-gc');
  for (let round = 0; round < 4; round++) gc();
  return process.memoryUsage().heapUsed;
}

function resources(): readonly string[] {
  const kinds = /Socket|TCP|Timeout|Immediate|HTTP/i;
  return process.getActiveResourcesInfo().filter((name) => kinds.test(name));
}

function extra(after: readonly string[], before: readonly string[]): readonly string[] {
  const left = [...after];
  for (const name of before) {
    const index = left.indexOf(name);
    if (index >= 0) left.splice(index, 1);
  }
  return left;
}
