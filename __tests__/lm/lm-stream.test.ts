import { MemoryStore } from '../../src/cache';
import {
  currentLM,
  LM,
  LmServerError,
  LmTimeoutError,
  MockLM,
  trackUsage,
  type LanguageModel,
  type LmStreamEvent,
} from '../../src/lm';
import { NO_USAGE } from '../../src/messages';
import { TestClock } from '../../src/resilience';
import { withContext } from '../../src/settings';
import { collect, finishOf, joined } from '../support/collect';

/** A model that streams what it is told to, and notes how its streams end. */
function streaming(pieces: (index: number, signal: AbortSignal) => AsyncIterable<string>) {
  const ends: string[] = [];
  let asked = 0;
  const model: LanguageModel = {
    provider: 'test',
    model: 'streaming',
    endpoint: 'test:streaming',
    capabilities: { jsonSchema: false, jsonMode: false, tools: false },
    doGenerate: () => Promise.reject(new Error('not asked for')),
    async *doStream(_request, { signal }): AsyncGenerator<LmStreamEvent> {
      let text = '';
      let end = 'left';
      try {
        for await (const delta of pieces(asked++, signal as AbortSignal)) {
          text += delta;
          yield { type: 'text-delta', output: 0, delta };
        }
        const outputs = [{ text, finishReason: 'stop' as const, toolCalls: [], reasoning: [] }];
        const usage = { ...NO_USAGE, requests: 1, outputTokens: 5 };
        yield { type: 'usage', usage };
        end = 'finished';
        yield {
          type: 'finish',
          response: { outputs, model: 'streaming', usage, cached: false, warnings: [] },
        };
      } finally {
        ends.push(end);
      }
    },
  };
  return { model, ends, asked: () => asked };
}

async function* words(...all: string[]): AsyncGenerator<string> {
  yield* all;
}

/** Resolves never, rejects when the signal aborts. */
const silence = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

describe('lm.stream', () => {
  it('gives the reply in pieces and its whole as the result', async () => {
    const lm = new MockLM(['one two three']);
    const stream = lm.stream('count');
    const events = await collect(stream);
    expect(joined(events, 'text-delta')).toBe('one two three');
    expect(events.filter(({ type }) => type === 'text-delta')).toHaveLength(3);
    expect(await stream.result).toBe(finishOf(events).response);
  });

  it('gives the result without being read, and then still all events', async () => {
    const stream = new MockLM(['one two']).stream('count');
    expect((await stream.result).outputs[0]?.text).toBe('one two');
    expect(joined(await collect(stream), 'text-delta')).toBe('one two');
  });

  it('sends nothing before it is asked', async () => {
    const lm = new MockLM(['x']);
    lm.stream('x');
    await new Promise((resolve) => setImmediate(resolve));
    expect(lm.requests).toHaveLength(0);
  });

  it('streams a model that cannot as one piece', async () => {
    const mock = new MockLM(['one two three']);
    const plain: LanguageModel = {
      provider: 'plain',
      model: 'plain',
      endpoint: 'plain',
      capabilities: mock.capabilities,
      doGenerate: (request, call) => mock.doGenerate(request, call),
    };
    const events = await collect(new LM(plain).stream('count'));
    expect(events.map(({ type }) => type)).toEqual(['text-delta', 'usage', 'finish']);
  });

  it('cancels the request when the loop is left', async () => {
    const { model, ends } = streaming(() => words('a', 'b', 'c'));
    const lm = new LM(model);
    const { usage } = await trackUsage(async () => {
      const stream = lm.stream('x');
      for await (const event of stream) if (event.type === 'text-delta') break;
      await expect(stream.result).rejects.toMatchObject({ name: 'AbortError' });
    });
    expect(ends).toEqual(['left']);
    expect(usage.requests).toBe(1);
    expect(lm.history[0]?.error?.code).toBe('ABORTED');
  });

  it('ends at once when its signal aborts, even in silence', async () => {
    const { model, ends } = streaming(async function* (_, signal) {
      yield 'a';
      await silence(signal);
    });
    const controller = new AbortController();
    const reason = new Error('enough');
    const reading = collect(new LM(model).stream('x', { signal: controller.signal }));
    setImmediate(() => controller.abort(reason));
    await expect(reading).rejects.toBe(reason);
    expect(ends).toEqual(['left']);
  });

  it('runs in the context in which it was made', async () => {
    const seen: unknown[] = [];
    const { model } = streaming(async function* () {
      seen.push(currentLM.get());
      yield 'a';
      seen.push(currentLM.get());
    });
    const [made, other] = [new MockLM([]), new MockLM([])];
    const stream = await withContext({ lm: made }, () => ({ it: new LM(model).stream('x') }));
    await withContext({ lm: other }, () => collect(stream.it));
    expect(seen).toEqual([made, made]);
  });

  it('is written to the history and counted when it ends', async () => {
    const { model } = streaming(() => words('a', 'b'));
    const lm = new LM(model);
    const { usage } = await trackUsage(() => lm.stream('x').result);
    expect(usage).toMatchObject({ requests: 1, outputTokens: 5 });
    expect(lm.history[0]?.response?.outputs[0]?.text).toBe('ab');
  });
});

describe('a streamed call that fails', () => {
  const failing = (failures: number, before: number) =>
    streaming(async function* (index) {
      if (index < failures && before === 0) throw new LmServerError({ problem: 'overloaded' });
      yield 'a';
      if (index < failures) throw new LmServerError({ problem: 'broke' });
      yield 'b';
    });
  const quick = { firstDelay: 1, maxDelay: 1 };

  it('is tried again before its first event, and every attempt is counted', async () => {
    const { model, asked } = failing(2, 0);
    const lm = new LM(model, { retry: quick });
    const { result, usage } = await trackUsage(() => lm.stream('x').result);
    expect([result.outputs[0]?.text, asked()]).toEqual(['ab', 3]);
    expect([result.usage.requests, usage.requests]).toEqual([3, 3]);
  });

  it('is not tried again once something was passed on', async () => {
    const { model, asked } = failing(1, 1);
    const stream = new LM(model, { retry: quick }).stream('x');
    await expect(collect(stream)).rejects.toBeInstanceOf(LmServerError);
    await expect(stream.result).rejects.toBeInstanceOf(LmServerError);
    expect(asked()).toBe(1);
  });
});

describe('the clocks of a stream', () => {
  const stalled = (before: string[]) =>
    streaming(async function* (_, signal) {
      yield* before;
      await silence(signal);
    });
  const limits = {
    timeout: Number.POSITIVE_INFINITY,
    idleTimeout: Number.POSITIVE_INFINITY,
    maxRetries: 0,
  };

  it.each([
    [{ firstEventTimeout: 10 }, [], 'firstEventTimeout'],
    [{ timeout: 10 }, [], 'firstEventTimeout'],
    [{ idleTimeout: 10 }, ['a'], 'idleTimeout'],
    [{ totalTimeout: 10 }, ['a'], 'totalTimeout'],
  ])('end it: %j after %j', async (options, before, named) => {
    const clock = new TestClock();
    const { model, ends } = stalled(before);
    const lm = new LM(model, { ...limits, ...options, clock });
    const reading = collect(lm.stream('x')).catch((error: unknown) => error);
    await clock.advance(9);
    expect(ends).toEqual([]);
    await clock.advance(2);
    const error = await reading;
    expect(error).toBeInstanceOf(LmTimeoutError);
    expect((error as Error).message).toContain(named);
    expect([ends, clock.pendingTimers]).toEqual([['left'], 0]);
  });

  it('let a slow reader take its time', async () => {
    const clock = new TestClock();
    const { model } = streaming(() => words('a', 'b'));
    const lm = new LM(model, { ...limits, idleTimeout: 10, clock });
    const texts: string[] = [];
    for await (const event of lm.stream('x')) {
      await clock.advance(1000);
      if (event.type === 'text-delta') texts.push(event.delta);
    }
    expect([texts, clock.pendingTimers]).toEqual([['a', 'b'], 0]);
  });
});

describe('the cache of streamed replies', () => {
  const cachedLM = (finishReason: 'stop' | 'length' = 'stop'): MockLM => {
    let count = 0;
    return new MockLM(() => ({ text: `reply ${++count}`, finishReason }), { cache: new MemoryStore() });
  };

  it('keeps a whole stream, and streams it again', async () => {
    const lm = cachedLM();
    await lm.stream('x').result;
    const events = await collect(lm.stream('x'));
    expect(joined(events, 'text-delta')).toBe('reply 1');
    expect(finishOf(events).response).toMatchObject({ cached: true, usage: { requests: 0, cacheHits: 1 } });
    expect((await lm.generate('x')).outputs[0]?.text).toBe('reply 1');
  });

  it('keeps none that was cut, and none that was left', async () => {
    const lm = cachedLM('length');
    await lm.stream('x').result;
    expect((await lm.stream('x').result).outputs[0]?.text).toBe('reply 2');
    const { model, ends, asked } = streaming(async function* (index, signal) {
      yield 'a';
      if (index === 0) await silence(signal);
    });
    const left = new LM(model, { cache: new MemoryStore() });
    for await (const event of left.stream('x')) if (event.type === 'text-delta') break;
    await left.stream('x').result;
    expect([asked(), ends]).toEqual([2, ['left', 'finished']]);
  });

  it('lets identical calls share one request, streamed or not', async () => {
    const lm = cachedLM();
    const streams = Array.from({ length: 16 }, () => lm.stream('x').result);
    const calls = Array.from({ length: 16 }, () => lm.generate('x'));
    const replies = await Promise.all([...streams, ...calls]);
    expect(new Set(replies.map(({ outputs }) => outputs[0]?.text))).toEqual(new Set(['reply 1']));
    expect(lm.requests).toHaveLength(1);
    expect(replies.filter(({ cached }) => !cached)).toHaveLength(1);
  });

  it('goes on for the others when the one who asked first leaves', async () => {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const { model, asked } = streaming(async function* () {
      yield 'a';
      await gate;
      yield 'b';
    });
    const lm = new LM(model, { cache: new MemoryStore() });
    const first = lm.stream('x')[Symbol.asyncIterator]();
    await first.next();
    const second = lm.stream('x')[Symbol.asyncIterator]();
    await second.next();
    await first.return?.();
    release();
    const rest: unknown[] = [];
    for (let step = await second.next(); step.done !== true; step = await second.next())
      rest.push(step.value);
    expect(rest).toMatchObject([{ delta: 'b' }, { type: 'usage' }, { type: 'finish' }]);
    expect(asked()).toBe(1);
  });
});
