import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LM, MockLM, trackUsage, type LmOptions } from '../../../src/lm';
import { TestClock } from '../../../src/resilience';
import { startVendorServer, type VendorServer, type VendorServerOptions } from '../../../src/testing';

let server: VendorServer;
let directory: string;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dspex-batch-'));
});

afterEach(async () => {
  await server?.close();
  await rm(directory, { recursive: true });
});

const INTERFACES = [
  ['openai', {}],
  ['openai', { api: 'responses' }],
  ['anthropic', {}],
] as const satisfies readonly (readonly ['openai' | 'anthropic', LmOptions])[];

const NAMES = { openai: 'openai/gpt-test', anthropic: 'anthropic/claude-test' };

describe.each(INTERFACES)('a batch of %s %j', (vendor, how) => {
  const connect = async (options: Partial<VendorServerOptions>, more: LmOptions = {}): Promise<LM> => {
    server = await startVendorServer({ vendor, ...options });
    return open(more);
  };
  const open = (more: LmOptions = {}): LM =>
    new LM(NAMES[vendor], {
      baseURL: server.baseURL,
      apiKey: 'sk-planted-secret-1',
      cache: false,
      retry: { firstDelay: 1, maxDelay: 1 },
      ...how,
      ...more,
    });
  const handler = ({ text }: { readonly text: string }) => `to ${/What is (\w+)/.exec(text)?.[1] ?? '?'}`;
  const questions = ['What is one?', 'What is two?', 'What is three?'];
  const submissions = (): number =>
    server.requests.filter(({ method, path }) => method === 'POST' && path.includes('/batches')).length;
  const texts = (outcomes: Awaited<ReturnType<LM['batch']>>) =>
    outcomes.map((outcome) =>
      outcome.status === 'fulfilled' ? outcome.value.outputs[0]?.text : outcome.reason.code,
    );

  it('answers each request, in order, and counts what was used', async () => {
    const lm = await connect({ handler });
    const { result, usage } = await trackUsage(() => lm.batch(questions));
    expect(texts(result)).toEqual(['to one', 'to two', 'to three']);
    expect(usage).toMatchObject({ requests: 3, inputTokens: 30 });
    expect(submissions()).toBe(1);
  });

  it('waits until it is done, and tells how far it is', async () => {
    const clock = new TestClock();
    const lm = await connect({ handler, batchPolls: 3 }, { clock });
    const seen: unknown[] = [];
    let isDone = false;
    const work = lm.batch(questions, {
      pollInterval: 1000,
      onProgress: ({ isDone: done, total, ended }) => seen.push([done, total, ended]),
    });
    void work.then(() => (isDone = true));
    while (!isDone) await clock.advance(1000);
    expect(texts(await work)).toEqual(['to one', 'to two', 'to three']);
    expect(seen.at(0)).toEqual([false, 3, 0]);
    expect([seen.length, seen.at(-1)]).toEqual([3, [true, 3, 3]]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('goes on after a restart with the batch that was handed in', async () => {
    const lm = await connect({ handler, batchPolls: 2 }, { clock: new TestClock() });
    const controller = new AbortController();
    const reason = new Error('killed');
    const onProgress = (): void => controller.abort(reason);
    await expect(lm.batch(questions, { directory, signal: controller.signal, onProgress })).rejects.toBe(
      reason,
    );
    expect(texts(await open().batch(questions, { directory }))).toEqual(['to one', 'to two', 'to three']);
    expect(submissions()).toBe(1);
    const before = server.requests.length;
    expect(texts(await open().batch(questions, { directory }))).toEqual(['to one', 'to two', 'to three']);
    expect(server.requests.length).toBe(before);
    await open().batch(['What is another?'], { directory, pollInterval: 1 });
    expect(submissions()).toBe(2);
    const files = await Promise.all(
      (await readdir(directory)).map((file) => readFile(join(directory, file), 'utf8')),
    );
    expect(files.join()).not.toContain('planted');
  });

  it('keeps failures of single requests apart', async () => {
    const error = { type: 'invalid_request_error', message: 'no', code: null };
    const body = vendor === 'anthropic' ? { type: 'error', error } : { error };
    const lm = await connect({
      handler: (request) =>
        request.text.includes('two') ? { raw: { status: 400, body } } : handler(request),
    });
    expect(texts(await lm.batch(questions))).toEqual(['to one', 'LM_INVALID_REQUEST', 'to three']);
  });

  it('tries again while it waits, and is not handed in twice', async () => {
    const polled = vendor === 'openai' ? 2 : 1;
    const faults = [
      ...Array.from({ length: polled }, () => undefined),
      { kind: 'status', status: 500 } as const,
    ];
    const lm = await connect({ handler, faults: [...faults, { kind: 'reset' }] });
    expect(texts(await lm.batch(questions))).toEqual(['to one', 'to two', 'to three']);
    expect(submissions()).toBe(1);
  });
});

describe('a batch', () => {
  it('that was handed in by a process that did not write it down is found', async () => {
    server = await startVendorServer({ vendor: 'openai', replies: ['ok'] });
    const lm = new LM('openai/gpt-test', { baseURL: server.baseURL, apiKey: 'none' });
    await lm.batch(['x'], { directory });
    const [name = ''] = await readdir(directory);
    const { format, key } = JSON.parse(await readFile(join(directory, name), 'utf8')) as Record<
      string,
      unknown
    >;
    await writeFile(join(directory, name), JSON.stringify({ format, key }));
    await lm.batch(['x'], { directory });
    expect(
      server.requests.filter(({ method, path }) => method === 'POST' && path === '/v1/batches'),
    ).toHaveLength(1);
  });

  it('is refused for a model that has none, and for options that nobody reads', async () => {
    await expect(new MockLM(['x']).batch(['x'])).rejects.toMatchObject({ code: 'LM_UNSUPPORTED_FEATURE' });
    await expect(new MockLM(['x']).batch(['x'], { interval: 1 } as object)).rejects.toThrow(/interval/);
    await expect(new MockLM(['x']).batch(['x'], { pollInterval: 0 })).rejects.toThrow(/pollInterval/);
  });
});
