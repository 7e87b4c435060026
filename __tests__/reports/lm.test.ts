import { inspect } from 'node:util';
import { LM, type LmOptions, type ModelPrice, type LmResponse, type LmStreamEvent } from '../../src/lm';
import { DspyError } from '../../src/errors';
import { Predict } from '../../src/modules';
import { startVendorServer, type VendorRawReply, type VendorServer } from '../../src/testing';
import { collect, finishOf, joined } from '../support/collect';
import { itShows } from '../support/report-cases';

const servers: VendorServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(
  vendor: 'openai' | 'anthropic',
  raw: () => VendorRawReply,
  options: LmOptions = {},
): Promise<LM> {
  const server = await startVendorServer({ vendor, handler: () => ({ raw: raw() }) });
  servers.push(server);
  const name = vendor === 'openai' ? 'openai/m' : 'anthropic/m';
  return new LM(name, { baseURL: server.baseURL, apiKey: 'none', cache: false, ...options });
}

const streamOf = async (vendor: 'openai' | 'anthropic', chunks: readonly string[]): Promise<LmResponse> =>
  (await serve(vendor, () => ({ chunks }))).stream('x').result;

const DONE = 'data: [DONE]\n\n';

interface Chunks {
  readonly chunks: readonly string[];
}

describe('a stream of chat completions', () => {
  itShows<Chunks>('b050', 'gives each piece when it comes, however lines end', async ({ chunks }) => {
    const seen: string[] = [];
    let isSeen: () => void = () => undefined;
    const paced = async function* (): AsyncGenerator<string> {
      for (const chunk of chunks) {
        const next = new Promise<void>((resolve) => (isSeen = resolve));
        yield chunk;
        // The test hangs, and so fails, if the client waits for more.
        await next;
      }
      yield DONE;
    };
    const lm = await serve('openai', () => ({ chunks: paced() }));
    for await (const event of lm.stream('x')) {
      if (event.type !== 'text-delta') continue;
      seen.push(event.delta);
      isSeen();
    }
    expect(seen).toEqual(['A', 'B', 'C']);
  });

  itShows<Chunks>('b051', 'is read across line ends that are cut in two', async ({ chunks }) => {
    const { outputs } = await streamOf('openai', chunks);
    expect(outputs).toMatchObject([{ text: 'hi', finishReason: 'stop' }]);
  });

  itShows<{ body: string }>('b052', 'is read across characters that are cut in two', async ({ body }) => {
    const bytes = new TextEncoder().encode(body);
    let cut: readonly number[] = [...bytes.keys()];
    const chunks = function* (): Generator<Uint8Array> {
      const edges = [0, ...cut, bytes.length];
      for (let at = 1; at < edges.length; at++) yield bytes.slice(edges[at - 1], edges[at]);
    };
    const lm = await serve('openai', () => ({ chunks: chunks() }));
    const check = async (): Promise<void> => {
      const events: LmStreamEvent[] = await collect(lm.stream('x'));
      expect(joined(events, 'text-delta')).toBe('北京 🎉 é');
      expect(events.some((event) => 'delta' in event && event.delta.includes('\uFFFD'))).toBe(false);
    };
    await check();
    const first = body.indexOf('北') - 2;
    for (let at = first; at < first + 24; at++) {
      cut = [at];
      await check();
    }
  });

  itShows<Chunks>('b054', 'counts running totals once', async ({ chunks }) => {
    const { usage } = await streamOf('openai', chunks);
    expect([usage.inputTokens, usage.outputTokens]).toEqual([10, 3]);
  });

  itShows<Chunks>('b056', 'keeps parallel calls of one tool apart', async ({ chunks }) => {
    const { outputs } = await streamOf('openai', chunks);
    expect(outputs[0]?.toolCalls).toMatchObject([
      { id: 't1', name: 'f', arguments: { x: 1 } },
      { id: 't2', name: 'f', arguments: { x: 2 } },
    ]);
  });

  itShows<Chunks>('b057', 'takes any numbers of calls', async ({ chunks }) => {
    const { outputs } = await streamOf('openai', chunks);
    expect(outputs[0]).toMatchObject({
      text: 'I will look.',
      toolCalls: [
        { id: 't1', name: 'f', arguments: { x: 1 } },
        { id: 't2', name: 'g', arguments: {} },
      ],
    });
  });
});

describe('a stream of messages', () => {
  itShows<Chunks>('b058b', 'passes over events it does not know', async ({ chunks }) => {
    const { outputs, usage } = await streamOf('anthropic', chunks);
    expect(outputs).toMatchObject([{ text: 'ok', finishReason: 'stop' }]);
    expect([usage.inputTokens, usage.outputTokens]).toEqual([3, 2]);
  });
});

describe('a stream whose socket stays open', () => {
  itShows<Record<string, string[]>>('b059', 'ends with its last event', async (given) => {
    const vendors = [
      ['openai', given['openai-chat chunks'] as string[]],
      ['anthropic', [...(given['anthropic-messages chunks'] as string[])]],
    ] as const;
    for (const [vendor, chunks] of vendors) {
      let release: () => void = () => undefined;
      const open = new Promise<void>((resolve) => (release = resolve));
      const endless = async function* (): AsyncGenerator<string> {
        yield chunks.join('');
        await open;
      };
      const lm = await serve(vendor, () => ({ chunks: endless() }));
      const events = await collect(lm.stream('x'));
      expect(finishOf(events).response.outputs).toMatchObject([{ text: 'ok', finishReason: 'stop' }]);
      await servers.at(-1)?.left;
      expect((await lm.stream('x').result).outputs[0]?.text).toBe('ok');
      expect(lm.history.map(({ error }) => error)).toEqual([undefined, undefined]);
      release();
    }
  });
});

const COMPLETION = { choices: [{ finish_reason: 'stop', message: { content: 'ok' } }] };

describe('a request', () => {
  itShows<{ baseURL: string[] }>('b096a', 'goes to the same place with or without a last slash', async () => {
    const server = await startVendorServer({ vendor: 'openai', replies: ['ok'] });
    servers.push(server);
    for (const end of ['', '/', '//']) {
      const lm = new LM('openai/m', { baseURL: `${server.baseURL}${end}`, apiKey: 'none', cache: false });
      await lm.generate('x');
      await lm.stream('x').result;
    }
    expect(new Set(server.requests.map(({ path }) => path))).toEqual(new Set(['/v1/chat/completions']));
  });

  itShows('b161', 'never shows a key that no header can carry', async () => {
    for (const apiKey of ['KEYPART1\nKEYPART2', 'KEYPART1\r\nKEYPART2', 'KEYPART1й', 'KEYPART1\0KEYPART2']) {
      const lm = new LM('openai/m', {
        baseURL: 'http://127.0.0.1:1/v1',
        apiKey,
        maxRetries: 0,
        cache: false,
      });
      const error: unknown = await lm.generate('x').catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(DspyError);
      const { message, stack, retryable } = error as DspyError;
      expect([retryable, message.includes('apiKey')]).toEqual([false, true]);
      const shown = [message, stack, inspect(error, { depth: 9 }), inspect(lm.history, { depth: 9 })].join();
      expect(shown).not.toMatch(/KEYPART/);
    }
    const server = await startVendorServer({ vendor: 'openai', replies: ['ok'] });
    servers.push(server);
    await new LM('openai/m', { baseURL: server.baseURL, apiKey: 'KEYPART1\n', cache: false }).generate('x');
    expect(server.requests[0]?.headers.authorization).toBe('Bearer KEYPART1');
  });

  itShows('b150b', 'carries no lone surrogate', async () => {
    const server = await startVendorServer({
      vendor: 'openai',
      handler: () => ({ raw: { body: COMPLETION } }),
    });
    servers.push(server);
    const lm = new LM('openai/m', { baseURL: server.baseURL, apiKey: 'none', cache: false });
    const q = 'bad \ud83d end';
    const predict = new Predict('q -> a', { demos: [{ q, a: 'x' }] });
    await predict.call({ q }, { lm }).catch(() => undefined);
    await lm.generate([
      { role: 'assistant', content: [{ type: 'tool-call', id: 't', name: 'f', arguments: {} }] },
      { role: 'tool', content: [{ type: 'tool-result', id: 't', name: 'f', content: q }] },
    ]);
    for (const { text } of server.requests) {
      expect(text).not.toMatch(/\\ud83d/i);
      expect(text).toContain('bad \uFFFD end');
    }
  });
});

interface Prices {
  readonly 'prices per million': ModelPrice;
  readonly 'anthropic usage': object;
  readonly 'openai usage': object;
}

describe('what a call consumed', () => {
  itShows<Prices>('b165', 'counts and costs cached tokens once, the same for all vendors', async (given) => {
    const message = { content: [{ type: 'text', text: 'ok' }], stop_reason: 'end_turn' };
    const options = { price: given['prices per million'] };
    const anthropic = await serve(
      'anthropic',
      () => ({ body: { ...message, usage: given['anthropic usage'] } }),
      options,
    );
    const openai = await serve(
      'openai',
      () => ({ body: { ...COMPLETION, usage: given['openai usage'] } }),
      options,
    );
    const [first, second] = [(await anthropic.generate('x')).usage, (await openai.generate('x')).usage];
    expect(first).toMatchObject({
      inputTokens: 2000,
      cachedInputTokens: 500,
      cacheWriteTokens: 300,
      outputTokens: 100,
    });
    expect(second).toMatchObject({ inputTokens: 2000, cachedInputTokens: 500, outputTokens: 100 });
    expect(first.cost).toBeCloseTo(0.006375, 9);
    expect(second.cost).toBeCloseTo(0.00615, 9);
  });
});
