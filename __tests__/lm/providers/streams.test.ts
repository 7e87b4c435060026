import fc from 'fast-check';
import { LM, LmError, type LmOptions, type LmStreamEvent } from '../../../src/lm';
import {
  startVendorServer,
  type Vendor,
  type VendorServer,
  type VendorServerOptions,
} from '../../../src/testing';
import { sha256 } from '../../../src/util';
import { collect, finishOf, joined } from '../../support/collect';

let server: VendorServer;

afterEach(() => server.close());

const NAMES = { openai: 'openai/gpt-test', anthropic: 'anthropic/claude-test' } as const;

async function connectTo(options: VendorServerOptions, more: LmOptions = {}): Promise<LM> {
  server = await startVendorServer(options);
  const retry = { firstDelay: 1, maxDelay: 2 };
  return new LM(NAMES[options.vendor], {
    baseURL: server.baseURL,
    apiKey: 'sk-test-0123456789',
    cache: false,
    retry,
    ...more,
  });
}

const TOOLS = {
  messages: [{ role: 'user' as const, content: 'x' }],
  tools: [
    { name: 'look.up', parameters: { type: 'object' } },
    { name: 'add', parameters: { type: 'object' } },
  ],
};

/** What is asked, and how. */
const INTERFACES: readonly (readonly [Vendor, LmOptions])[] = [
  ['openai', {}],
  ['openai', { api: 'responses' }],
  ['anthropic', {}],
];

describe.each(INTERFACES)('a streamed reply of %s %j', (vendor, how) => {
  const connect = (options: VendorServerOptions, more: LmOptions = {}): Promise<LM> =>
    connectTo(options, { ...how, ...more });

  it('is, put together, the reply that is not streamed: text, reasoning, calls and usage', async () => {
    const reply = {
      text: 'Let me look — 東京 🎉.',
      reasoning: 'hm, let me think',
      signature: 'sig',
      toolCalls: [
        {
          id: 't1',
          name: `look_up_${sha256('look.up').slice(0, 8)}`,
          arguments: { q: 'Dune', n: { deep: [1, 2] } },
        },
        { id: 't2', name: 'add', arguments: {} },
      ],
      usage: { inputTokens: 100, outputTokens: 20, cachedInputTokens: 40 },
    };
    const lm = await connect({ vendor, replies: [reply] });
    const whole = await lm.generate(TOOLS);
    const events = await collect(lm.stream(TOOLS));
    const { response } = finishOf(events);
    expect(response).toEqual(whole);
    expect(whole.outputs[0]?.toolCalls.map(({ name }) => name)).toEqual(['look.up', 'add']);
    expect(joined(events, 'text-delta')).toBe(reply.text);
    expect(joined(events, 'reasoning-delta')).toBe(reply.reasoning);
    for (const call of whole.outputs[0]?.toolCalls ?? []) {
      const own = events.filter((event) => 'id' in event && event.id === call.id);
      expect(own[0]).toEqual({ type: 'tool-call-start', output: 0, id: call.id, name: call.name });
      const text = own.map((event) => (event.type === 'tool-call-delta' ? event.delta : '')).join('');
      expect(JSON.parse(text === '' ? '{}' : text)).toEqual(call.arguments);
      expect(events).toContainEqual({ type: 'tool-call-end', output: 0, toolCall: call });
    }
    expect(server.requests.map(({ body }) => body['stream'])).toEqual([undefined, true]);
  });

  it('tells a refusal from a reply', async () => {
    const lm = await connect({ vendor, replies: [{ refusal: 'I will not.' }] });
    const output = (await lm.stream('x').result).outputs[0];
    expect([output?.finishReason, output?.refusal]).toEqual(['refusal', 'I will not.']);
  });

  it.each(['length', 'stop'] as const)('says why it stopped: %s', async (finishReason) => {
    const lm = await connect({ vendor, replies: [{ text: 'x', finishReason }] });
    expect((await lm.stream('x').result).outputs[0]?.finishReason).toBe(finishReason);
  });

  it('keeps broken arguments as they came, and does not run', async () => {
    const lm = await connect({ vendor, replies: [{ toolCalls: [{ name: 'add', arguments: '{"a": 1,' }] }] });
    expect((await lm.stream(TOOLS).result).outputs[0]?.toolCalls).toEqual([
      { type: 'tool-call', id: 'call_1', name: 'add', arguments: {}, invalid: '{"a": 1,' },
    ]);
  });

  it('ends the request when the loop is left', async () => {
    const lm = await connect({
      vendor,
      replies: ['one two three'],
      faults: [{ kind: 'stalled', afterEvents: 4 }],
    });
    for await (const event of lm.stream('x')) if (event.type === 'text-delta') break;
    await server.left;
  });

  it('ends the request in the middle of a silence when its signal aborts', async () => {
    const lm = await connect({ vendor, replies: ['one two'], faults: [{ kind: 'stalled', afterEvents: 4 }] });
    const controller = new AbortController();
    const reason = new Error('enough');
    const stream = lm.stream('x', { signal: controller.signal });
    const reading = (async () => {
      for await (const event of stream) if (event.type === 'text-delta') controller.abort(reason);
    })();
    await expect(reading).rejects.toBe(reason);
    await server.left;
  });

  it('is waited for no longer than idleTimeout', async () => {
    const faults = [{ kind: 'stalled', afterEvents: 4 }] as const;
    const lm = await connect({ vendor, replies: ['one two'], faults }, { idleTimeout: 20 });
    await expect(lm.stream('x').result).rejects.toMatchObject({ code: 'LM_TIMEOUT' });
    await server.left;
  });

  it.each([
    [{ kind: 'status', status: 429, retryAfter: '0' }, 2],
    [{ kind: 'status', status: 429 }, 2],
    [{ kind: 'status', status: 408 }, 2],
    [{ kind: 'status', status: 409 }, 2],
    [{ kind: 'status', status: 500 }, 2],
    [{ kind: 'status', status: 529 }, 2],
    [{ kind: 'reset' }, 2],
    [{ kind: 'empty' }, 2],
    [{ kind: 'slow', delay: 5 }, 1],
    [{ kind: 'duplicated' }, 1],
  ] as const)('comes whole in spite of %j, after %i requests', async (fault, requests) => {
    const toolCalls = [{ name: 'add', arguments: { a: 1 } }];
    const lm = await connect({ vendor, replies: [{ text: 'Paris', toolCalls }], faults: [fault] });
    const { outputs, usage } = await lm.stream(TOOLS).result;
    expect(outputs[0]).toMatchObject({ text: 'Paris', toolCalls: [{ name: 'add', arguments: { a: 1 } }] });
    expect(outputs[0]?.toolCalls).toHaveLength(1);
    expect([server.requests.length, usage.requests, usage.inputTokens]).toEqual([requests, requests, 10]);
  });

  it.each([
    [{ kind: 'status', status: 400 }, 'LM_INVALID_REQUEST'],
    [{ kind: 'status', status: 401 }, 'LM_AUTH'],
    [{ kind: 'status', status: 404 }, 'LM_UNSUPPORTED_MODEL'],
    [{ kind: 'garbage' }, 'LM_PROVIDER'],
  ] as const)('is not asked for again after %j', async (fault, code) => {
    const lm = await connect({ vendor, replies: ['x'], faults: [fault] });
    await expect(lm.stream('x').result).rejects.toMatchObject({ code, retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  it.each([{ kind: 'reset', afterEvents: 5 }, { kind: 'truncated' }] as const)(
    'fails, as a connection does, when it breaks: %j',
    async (fault) => {
      const lm = await connect({ vendor, replies: ['one two three four five'], faults: [fault] });
      const error = await lm.stream('x').result.catch((caught: unknown) => caught);
      expect(error).toBeInstanceOf(LmError);
      expect(error).toMatchObject({ code: 'LM_TRANSPORT', retryable: true });
      expect(server.requests).toHaveLength(1);
    },
  );

  it('is the same however the bytes are cut', async () => {
    const text = 'Zürich, 東京,\n🎉 and "quotes"';
    const reply = {
      text,
      reasoning: 'é 🎉',
      toolCalls: [{ id: 't', name: 'add', arguments: { a: '🎉\n' } }],
    };
    const plain = await connect({ vendor, replies: [reply] });
    const expected = await plain.stream(TOOLS).result;
    const address = `${server.origin}${server.requests.at(-1)?.path}`;
    const got = await fetch(address, { method: 'POST', body: JSON.stringify({ model: 'x', stream: true }) });
    const bytes = new Uint8Array(await got.arrayBuffer());
    await server.close();
    let cuts: readonly number[] = [];
    const chunks = function* (): Generator<Uint8Array> {
      const edges = [0, ...[...cuts].sort((left, right) => left - right), bytes.length];
      for (let at = 1; at < edges.length; at++) yield bytes.slice(edges[at - 1], edges[at]);
    };
    const lm = await connect({ vendor, handler: () => ({ raw: { chunks: chunks() } }) });
    const anyCuts = fc.array(fc.nat(bytes.length), { maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(anyCuts, async (at) => {
        cuts = at;
        const events: LmStreamEvent[] = await collect(lm.stream(TOOLS));
        expect(joined(events, 'text-delta')).toBe(text);
        expect(events.some((event) => 'delta' in event && event.delta.includes('\uFFFD'))).toBe(false);
        expect(finishOf(events).response.outputs).toEqual(expected.outputs);
      }),
      { seed: 7, numRuns: 40 },
    );
  });
});

describe('a server that was asked to stream', () => {
  const connect = connectTo;

  it('may answer whole', async () => {
    const body = { id: 'c', model: 'm', choices: [{ finish_reason: 'stop', message: { content: 'Paris' } }] };
    const lm = await connect({ vendor: 'openai', handler: () => ({ raw: { body } }) });
    expect(joined(await collect(lm.stream('x')), 'text-delta')).toBe('Paris');
  });

  it('may give several outputs, told apart', async () => {
    const lm = await connect({ vendor: 'openai', replies: ['one two'] }, { n: 2 });
    const events = await collect(lm.stream('x'));
    expect([joined(events, 'text-delta', 0), joined(events, 'text-delta', 1)]).toEqual([
      'one two',
      'one two',
    ]);
    expect(finishOf(events).response.outputs).toHaveLength(2);
  });

  it.each([
    ['openai', 'data: {"error":{"message":"busy","code":429}}\n\n', 'LM_RATE_LIMIT'],
    [
      'anthropic',
      'data: {"type":"error","error":{"type":"overloaded_error","message":"busy"}}\n\n',
      'LM_SERVER',
    ],
  ] as const)('may report an error within the stream: %s', async (vendor, event, code) => {
    const lm = await connect({ vendor, handler: () => ({ raw: { chunks: [event] } }) }, { maxRetries: 0 });
    await expect(lm.stream('x').result).rejects.toMatchObject({ code, retryable: true });
  });
});
