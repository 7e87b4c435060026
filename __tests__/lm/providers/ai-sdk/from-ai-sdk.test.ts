import {
  fromAiSdk,
  LmRateLimitError,
  type AiSdkLanguageModel,
  type LM,
  type LmRequest,
} from '../../../../src/lm';
import { describeLanguageModel } from '../../../contracts/language-model.contract';
import { collect, finishOf, joined } from '../../../support/collect';

type Version = 'v2' | 'v3';

const USAGE: Readonly<Record<Version, object>> = {
  v2: { inputTokens: 10, outputTokens: 5, totalTokens: 15, reasoningTokens: 2, cachedInputTokens: 4 },
  v3: {
    inputTokens: { total: 10, noCache: 6, cacheRead: 4, cacheWrite: 0 },
    outputTokens: { total: 5, text: 3, reasoning: 2 },
  },
};

interface Script {
  readonly version?: Version;
  readonly content: readonly object[];
  readonly finish?: string;
  readonly fail?: unknown;
}

/** A model as a provider of the AI SDK makes it; `asked` collects its options. */
function sdkModel(script: Script | ((index: number) => Script), asked: Record<string, unknown>[] = []) {
  const next = (options: Record<string, unknown>): Required<Script> => {
    (options['abortSignal'] as AbortSignal | undefined)?.throwIfAborted();
    const given = typeof script === 'function' ? script(asked.length) : script;
    asked.push(options);
    if (given.fail !== undefined) throw given.fail;
    return { version: 'v2', finish: 'stop', fail: undefined, ...given };
  };
  const finishOfVersion = ({ version, finish }: Required<Script>): object => ({
    finishReason: version === 'v3' ? { unified: finish, raw: 'x' } : finish,
    usage: USAGE[version],
  });
  const first = typeof script === 'function' ? script(0) : script;
  return {
    specificationVersion: first.version ?? 'v2',
    provider: 'acme.chat',
    modelId: 'acme-1',
    supportedUrls: {},
    doGenerate: async (options: Record<string, unknown>) => {
      const given = next(options);
      return { content: given.content, warnings: [], response: { id: 'r1' }, ...finishOfVersion(given) };
    },
    doStream: async (options: Record<string, unknown>) => {
      const given = next(options);
      const parts = [
        { type: 'stream-start', warnings: [] },
        { type: 'response-metadata', id: 'r1' },
        ...given.content.flatMap((part, index) => streamed(part as Record<string, unknown>, String(index))),
        { type: 'finish', ...finishOfVersion(given) },
      ];
      return { stream: new ReadableStream<unknown>({ start: (to) => feed(to, parts) }) };
    },
  };
}

function feed(to: ReadableStreamDefaultController<unknown>, parts: readonly object[]): void {
  for (const part of parts) to.enqueue(part);
  to.close();
}

function streamed(part: Record<string, unknown>, id: string): object[] {
  const { type, text, providerMetadata, ...rest } = part;
  if (type === 'tool-call') return [{ type, ...rest }];
  const pieces = String(text).match(/\S+\s*/g) ?? [];
  return [
    { type: `${String(type)}-start`, id },
    ...pieces.map((delta) => ({ type: `${String(type)}-delta`, id, delta })),
    { type: `${String(type)}-end`, id, ...(providerMetadata === undefined ? {} : { providerMetadata }) },
  ];
}

for (const version of ['v2', 'v3'] as const) {
  describeLanguageModel({
    name: `a model of the AI SDK, specification ${version}`,
    create: (replies): LM =>
      fromAiSdk(
        sdkModel((index) => ({
          version,
          content: [{ type: 'text', text: replies[Math.min(index, replies.length - 1)] }],
        })) as AiSdkLanguageModel,
      ),
  });
}

describe('a model of the AI SDK', () => {
  const request: LmRequest = {
    messages: [
      { role: 'system', content: 'Be brief.' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Look' },
          { type: 'image', source: { kind: 'base64', data: 'AAAA' }, mediaType: 'image/png' },
        ],
      },
      { role: 'assistant', content: [{ type: 'tool-call', id: 't1', name: 'add', arguments: { a: 1 } }] },
      {
        role: 'tool',
        content: [{ type: 'tool-result', id: 't1', name: 'add', content: '2', isError: true }],
      },
    ],
    settings: { temperature: 0.5, maxTokens: 9, stop: ['x'], seed: 3, topP: 0.9 },
    tools: [{ name: 'add', parameters: { type: 'object' } }],
    toolChoice: 'required',
    responseFormat: { type: 'json-schema', name: 'r', schema: { type: 'object' } },
    extra: { acme: { speed: 'fast' } },
  };

  it('is asked in the words of the AI SDK', async () => {
    const asked: Record<string, unknown>[] = [];
    await fromAiSdk(sdkModel({ content: [{ type: 'text', text: 'ok' }] }, asked)).generate(request);
    const { abortSignal: _, ...options } = asked[0] ?? {};
    expect(options).toEqual({
      prompt: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'file', data: 'AAAA', mediaType: 'image/png' },
          ],
        },
        {
          role: 'assistant',
          content: [{ type: 'tool-call', toolCallId: 't1', toolName: 'add', input: { a: 1 } }],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: 't1',
              toolName: 'add',
              output: { type: 'error-text', value: '2' },
            },
          ],
        },
      ],
      maxOutputTokens: 9,
      temperature: 0.5,
      topP: 0.9,
      stopSequences: ['x'],
      seed: 3,
      responseFormat: { type: 'json', name: 'r', schema: { type: 'object' } },
      tools: [{ type: 'function', name: 'add', inputSchema: { type: 'object' } }],
      toolChoice: { type: 'required' },
      providerOptions: { acme: { speed: 'fast' } },
    });
  });

  it.each(['v2', 'v3'] as const)('streams what it would have answered (%s)', async (version) => {
    const content = [
      { type: 'reasoning', text: 'let me see', providerMetadata: { acme: { signature: 's' } } },
      { type: 'text', text: 'Well then.' },
      { type: 'tool-call', toolCallId: 'c1', toolName: 'add', input: '{"a":1}' },
    ];
    const lm = fromAiSdk(sdkModel({ version, content, finish: 'tool-calls' }) as AiSdkLanguageModel);
    const whole = await lm.generate(request);
    const events = await collect(lm.stream(request));
    expect(finishOf(events).response).toEqual(whole);
    expect([joined(events, 'reasoning-delta'), joined(events, 'text-delta')]).toEqual([
      'let me see',
      'Well then.',
    ]);
    expect(whole.outputs[0]).toEqual({
      text: 'Well then.',
      finishReason: 'tool-calls',
      toolCalls: [{ type: 'tool-call', id: 'c1', name: 'add', arguments: { a: 1 } }],
      reasoning: [{ type: 'reasoning', text: 'let me see', signature: '{"acme":{"signature":"s"}}' }],
    });
    expect(whole.usage).toMatchObject({
      inputTokens: 10,
      outputTokens: 5,
      cachedInputTokens: 4,
      reasoningTokens: 2,
    });
  });

  it('is tried again when it is overloaded', async () => {
    const limited = Object.assign(new Error('slow down'), {
      name: 'AI_APICallError',
      statusCode: 429,
      responseHeaders: { 'retry-after': '0' },
    });
    const asked: Record<string, unknown>[] = [];
    const model = sdkModel(() => ({ content: [], fail: asked.length < 1 ? limited : undefined }), asked);
    const lm = fromAiSdk(model as AiSdkLanguageModel, { retry: { firstDelay: 1, maxDelay: 1 } });
    await lm.generate('x');
    expect(asked).toHaveLength(2);
    const never = fromAiSdk(sdkModel({ content: [], fail: limited }), { maxRetries: 0 });
    await expect(never.generate('x')).rejects.toBeInstanceOf(LmRateLimitError);
  });

  it('warns of settings that the AI SDK has no word for', async () => {
    const lm = fromAiSdk(sdkModel({ content: [{ type: 'text', text: 'ok' }] }), { reasoningEffort: 'low' });
    expect((await lm.generate('x')).warnings).toEqual([expect.stringContaining('reasoningEffort')]);
  });

  it('must be of a version we know', () => {
    const old = { ...sdkModel({ content: [] }), specificationVersion: 'v1' };
    expect(() => fromAiSdk(old as AiSdkLanguageModel)).toThrow(/v2 or v3/);
  });
});
