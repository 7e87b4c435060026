import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LM, LmBillingError, LmTimeoutError, type LanguageModel, type LmStreamEvent } from '../../src/lm';
import { TestClock, untilAborted } from '../../src/resilience';
import { startVendorServer, type VendorReply, type VendorServer } from '../../src/testing';
import { itShows } from '../support/report-cases';

const servers: VendorServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function modelOn(
  handler: () => VendorReply | Promise<VendorReply>,
  options: object = {},
): Promise<{ lm: LM; server: VendorServer }> {
  const server = await startVendorServer({ vendor: 'openai', handler });
  servers.push(server);
  return {
    lm: new LM('openai/m', { baseURL: server.baseURL, apiKey: 'sk-0123456789', cache: false, ...options }),
    server,
  };
}

const limitedBy = (headers: Record<string, string>): VendorReply => ({
  raw: {
    status: 429,
    headers: { 'content-type': 'application/json', ...headers },
    body: { error: { message: 'slow down' } },
  },
});

describe('waiting', () => {
  itShows('b065b', 'for retry-after ends at once when the call is aborted', async () => {
    const date = new Date(Date.now() + 5000).toUTCString();
    const given: Record<string, string>[] = [
      { 'retry-after': '5' },
      { 'retry-after': date },
      { 'retry-after-ms': '5000' },
    ];
    for (const headers of given) {
      const { lm, server } = await modelOn(() => limitedBy(headers));
      const controller = new AbortController();
      const timers = process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
      const call = lm.generate('x', { signal: controller.signal });
      call.catch(() => undefined);
      while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setTimeout(resolve, 50));
      controller.abort(new Error('enough'));
      await expect(call).rejects.toThrow('enough');
      expect(server.requests).toHaveLength(1);
      expect(
        process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length,
      ).toBeLessThanOrEqual(timers + 1);
    }
  });

  itShows('b066a', 'is not done for a quota that is used up', async () => {
    const error = { message: 'quota used up', type: 'insufficient_quota', code: 'insufficient_quota' };
    const { lm, server } = await modelOn(() => ({ raw: { status: 429, body: { error } } }), {
      maxRetries: 5,
    });
    const failure = await lm.generate('x').catch((thrown: unknown) => thrown);
    expect(failure).toBeInstanceOf(LmBillingError);
    expect([(failure as LmBillingError).retryable, server.requests.length]).toEqual([false, 1]);
  });

  itShows('b067', 'may be allowed for longer than a timer can hold', async () => {
    const warning = jest.spyOn(process, 'emitWarning');
    for (const timeout of [2_147_483_648, 99_999_999_999, Number.POSITIVE_INFINITY]) {
      const { lm } = await modelOn(() => new Promise((resolve) => setTimeout(() => resolve('late'), 50)), {
        timeout,
        totalTimeout: timeout,
      });
      expect((await lm.generate('x')).outputs[0]?.text).toBe('late');
    }
    expect(warning).not.toHaveBeenCalled();
    warning.mockRestore();
  });
});

/** A model that sends a piece whenever so much time has passed, and then may fall silent. */
function slow(clock: TestClock, gaps: readonly number[]): LanguageModel {
  const wait = (delay: number, signal: AbortSignal | undefined): Promise<void> =>
    untilAborted(new Promise((resolve) => void clock.startTimer(delay, resolve)), signal);
  const outputs = [
    { text: 'x'.repeat(gaps.length), finishReason: 'stop' as const, toolCalls: [], reasoning: [] },
  ];
  const usage = {
    requests: 1,
    inputTokens: 1,
    outputTokens: 1,
    cachedInputTokens: 0,
    cacheWriteTokens: 0,
    reasoningTokens: 0,
    cacheHits: 0,
  };
  const response = { outputs, model: 'slow', usage, cached: false, warnings: [] };
  return {
    provider: 'slow',
    model: 'slow',
    endpoint: 'slow:',
    capabilities: { jsonSchema: false, jsonMode: false, tools: false },
    doGenerate: async () => response,
    async *doStream(_request, { signal }): AsyncGenerator<LmStreamEvent> {
      for (const gap of gaps) {
        await wait(gap, signal);
        yield { type: 'text-delta', output: 0, delta: 'x' };
      }
      yield { type: 'finish', response };
    },
  };
}

async function run(gaps: readonly number[]): Promise<{ readonly outcome: unknown; readonly at: number }> {
  const clock = new TestClock();
  const lm = new LM(slow(clock, gaps), { clock, maxRetries: 0, firstEventTimeout: 100, idleTimeout: 100 });
  let at = -1;
  const outcome = lm.stream('x').result.then(
    (response) => response.outputs[0]?.text,
    (error: unknown) => {
      at = clock.now();
      return error;
    },
  );
  for (let step = 0; step < 200; step++) await clock.advance(5);
  return { outcome: await outcome, at };
}

describe('a stream', () => {
  itShows('b070', 'has one clock for its first event and one for silence', async () => {
    expect((await run(Array.from({ length: 12 }, () => 50))).outcome).toBe('x'.repeat(12));
    const first = await run([300]);
    expect(first.outcome).toBeInstanceOf(LmTimeoutError);
    expect((first.outcome as Error).message).toContain('firstEventTimeout');
    expect([first.at >= 80, first.at <= 250]).toEqual([true, true]);
    const idle = await run([50, 50, 300]);
    expect((idle.outcome as Error).message).toContain('idleTimeout');
    expect([idle.at >= 195, idle.at <= 215]).toEqual([true, true]);
  });

  itShows('b063', 'that is aborted in silence ends, whether it is read or not', async () => {
    for (const isRead of [true, false]) {
      const clock = new TestClock();
      const lm = new LM(slow(clock, [1, 1, 1, Number.POSITIVE_INFINITY]), {
        clock,
        maxRetries: 0,
        idleTimeout: Infinity,
      });
      const controller = new AbortController();
      const stream = lm.stream('x', { signal: controller.signal });
      const reading = (async () => {
        if (isRead) for await (const _ of stream) continue;
      })();
      reading.catch(() => undefined);
      const { result } = stream;
      result.catch(() => undefined);
      await clock.advance(10);
      controller.abort(new Error('enough'));
      await expect(result).rejects.toThrow('enough');
      await reading.catch(() => undefined);
    }
  });
});

describe('a rejection that nobody waits for', () => {
  itShows('b068', 'does not end the process', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dspex-rejections-'));
    const script = join(folder, 'script.ts');
    const source = (name: string): string => JSON.stringify(join(__dirname, '..', '..', 'src', name));
    writeFileSync(
      script,
      `import { LM, MockLM } from ${source('lm')};
       import { startVendorServer } from ${source('testing')};
       void (async () => {
         const server = await startVendorServer({ vendor: 'openai', replies: ['one two three four'], faults: () => ({ kind: 'reset', afterEvents: 2 }) });
         const lm = new LM('openai/m', { baseURL: server.baseURL, apiKey: 'sk-0123456789', cache: false, maxRetries: 0 });
         for await (const _ of lm.stream('x')) break;
         try { for await (const _ of lm.stream('x')) continue; } catch {}
         const failing = new MockLM([() => new Promise((_, reject) => setTimeout(() => reject(new Error('later')), 20)), 'quick']);
         await Promise.race([failing.generate('x').catch(() => new Promise(() => {})), failing.generate('x')]);
         await new Promise((resolve) => setTimeout(resolve, 100));
         await server.close();
       })();`,
    );
    const register = join(__dirname, '..', '..', 'scripts', 'register-typescript.cjs');
    const output = execFileSync(
      process.execPath,
      ['--unhandled-rejections=strict', '--require', register, script],
      {
        encoding: 'utf8',
        stdio: 'pipe',
      },
    );
    expect(output).toBe('');
    rmSync(folder, { recursive: true, force: true });
  });
});
