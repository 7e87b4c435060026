import { inspect } from 'node:util';
import {
  LM,
  LmAuthError,
  LmInvalidRequestError,
  LmNotConfiguredError,
  LmTransportError,
  type LmOptions,
} from '../../../../src/lm';
import {
  aCompletion,
  startServer,
  type ScriptedAnswer,
  type VendorServer,
} from '../../../support/vendor-server';

const KEY = 'sk-canary-0123456789abcdef';
let server: VendorServer;

afterEach(() => server.close());

async function connect(
  answers: readonly ScriptedAnswer[],
  options: LmOptions = {},
  model = 'openai/gpt-4o',
): Promise<LM> {
  server = await startServer(answers);
  const retry = { firstDelay: 1, maxDelay: 2 };
  return new LM(model, { baseURL: `${server.origin}/v1`, apiKey: KEY, cache: false, retry, ...options });
}

describe('a model of OpenAI', () => {
  it('is sent nothing but what was set', async () => {
    const lm = await connect([aCompletion({ content: 'hi' })]);
    await lm.generate('Hello');
    expect(server.requests[0]?.path).toBe('/v1/chat/completions');
    expect(server.requests[0]?.body).toEqual({
      model: 'gpt-4o',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  it('is sent settings, tools and the response format in its own words', async () => {
    const lm = await connect(
      [aCompletion({ content: '{}' })],
      { temperature: 0, maxTokens: 9, stop: ['END'] },
      'openai/gpt-5-mini',
    );
    await lm.generate({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is it?' },
            { type: 'image', source: { kind: 'base64', data: 'AQID' }, mediaType: 'image/png' },
          ],
        },
      ],
      tools: [{ name: 'look.up', description: 'finds', parameters: { type: 'object' } }],
      toolChoice: 'auto',
      responseFormat: { type: 'json-schema', name: 'reply', schema: { type: 'object' } },
    });
    expect(server.requests[0]?.body).toMatchObject({
      temperature: 0,
      max_completion_tokens: 9,
      stop: ['END'],
      tool_choice: 'auto',
      tools: [{ type: 'function', function: { name: expect.stringMatching(/^look_up_[\da-f]+$/) } }],
      response_format: { type: 'json_schema', json_schema: { name: 'reply', schema: { type: 'object' } } },
      messages: [
        {
          content: [
            { type: 'text' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
          ],
        },
      ],
    });
  });

  it('gives tool calls under the names they were offered by', async () => {
    const call = { id: 'c1', type: 'function', function: { name: 'look_up', arguments: '{"q":"Dune"}' } };
    const lm = await connect([aCompletion({ tool_calls: [call] }, 'tool_calls')]);
    const { outputs } = await lm.generate({
      messages: [{ role: 'user', content: 'x' }],
      tools: [{ name: 'look_up', parameters: { type: 'object' } }],
    });
    expect(outputs[0]).toMatchObject({
      finishReason: 'tool-calls',
      toolCalls: [{ type: 'tool-call', id: 'c1', name: 'look_up', arguments: { q: 'Dune' } }],
    });
  });

  it('marks a tool call whose arguments are not JSON, so that it is not run as one without any', async () => {
    const call = { id: 'c1', type: 'function', function: { name: 'look_up', arguments: '{"q":"Du' } };
    const lm = await connect([aCompletion({ tool_calls: [call] }, 'tool_calls')]);
    const { outputs } = await lm.generate({
      messages: [{ role: 'user', content: 'x' }],
      tools: [{ name: 'look_up', parameters: { type: 'object' } }],
    });
    expect(outputs[0]?.toolCalls[0]).toMatchObject({ arguments: {}, invalid: '{"q":"Du' });
  });

  it('refuses extra fields that would replace the model or the messages', async () => {
    const lm = await connect([aCompletion({ content: 'x' })], { extra: { model: 'another' } });
    await expect(lm.generate('x')).rejects.toThrow(/model/);
    expect(server.requests).toHaveLength(0);
  });

  it('counts cached and reasoning tokens as parts of the whole', async () => {
    const usage = {
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 2 },
    };
    const lm = await connect([aCompletion({ content: 'x' }, 'stop', usage)]);
    expect((await lm.generate('x')).usage).toMatchObject({
      requests: 1,
      inputTokens: 10,
      outputTokens: 5,
      cachedInputTokens: 4,
      reasoningTokens: 2,
    });
  });

  it.each([
    ['length', 'length'],
    ['content_filter', 'content-filter'],
    ['something-new', 'unknown'],
  ])('says why it stopped: %s', async (theirs, ours) => {
    const lm = await connect([aCompletion({ content: 'x' }, theirs)]);
    expect((await lm.generate('x')).outputs[0]?.finishReason).toBe(ours);
  });

  it('says that it refused', async () => {
    const lm = await connect([aCompletion({ refusal: 'I will not.' })]);
    expect((await lm.generate('x')).outputs[0]).toMatchObject({
      finishReason: 'refusal',
      refusal: 'I will not.',
    });
  });

  it('is asked again after a failure that may pass, each attempt counted, and after no other', async () => {
    const busy: ScriptedAnswer = { status: 503, json: { error: { message: 'busy' } } };
    const lm = await connect([busy, busy, aCompletion({ content: 'at last' })]);
    const { outputs, usage } = await lm.generate('x');
    expect([outputs[0]?.text, usage.requests, server.requests.length]).toEqual(['at last', 3, 3]);
  });

  it('is not asked again after a request it cannot accept', async () => {
    const lm = await connect([
      { status: 400, json: { error: { message: 'timeout must be shorter', type: 'invalid_request_error' } } },
    ]);
    await expect(lm.generate('x')).rejects.toBeInstanceOf(LmInvalidRequestError);
    expect(server.requests).toHaveLength(1);
  });

  it('keeps the key out of errors, history and JSON, even if the server says it', async () => {
    const lm = await connect([
      { status: 401, json: { error: { message: `Incorrect API key provided: ${KEY}` } } },
    ]);
    const error: unknown = await lm.generate('x').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LmAuthError);
    const shown = [
      inspect(error, { depth: 10 }),
      JSON.stringify(error),
      inspect(lm, { depth: 10 }),
      JSON.stringify(lm),
      lm.inspectHistory(5),
    ];
    expect(shown.join('\n')).not.toContain('canary');
  });

  it('is left at once when the call is aborted', async () => {
    const lm = await connect([{ hang: true }]);
    const controller = new AbortController();
    const call = lm.generate('x', { signal: controller.signal });
    while (server.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('enough'));
    await expect(call).rejects.toThrow('enough');
    await server.left;
  });

  it('gives no half of a reply', async () => {
    const lm = await connect([{ cut: '{"choices":[' }], { maxRetries: 0 });
    await expect(lm.generate('x')).rejects.toBeInstanceOf(LmTransportError);
  });

  it('gives no page of a proxy for a reply', async () => {
    const lm = await connect([{ json: { hello: 'world' } }], { maxRetries: 0 });
    await expect(lm.generate('x')).rejects.toThrow(/no reply of this kind/);
  });

  it('needs a key only at the first call, and says which', async () => {
    server = await startServer([aCompletion({ content: 'x' })]);
    const before = process.env['OPENAI_API_KEY'];
    delete process.env['OPENAI_API_KEY'];
    const lm = new LM('openai/gpt-4o', { cache: false });
    const error: unknown = await lm.generate('x').catch((thrown: unknown) => thrown);
    if (before !== undefined) process.env['OPENAI_API_KEY'] = before;
    expect(error).toBeInstanceOf(LmNotConfiguredError);
    expect((error as Error).message).toContain('OPENAI_API_KEY');
  });

  it('is sent no lone surrogate', async () => {
    const lm = await connect([aCompletion({ content: 'x' })]);
    await lm.generate('half \ud83d of a face');
    expect(server.requests[0]?.body['messages']).toEqual([
      { role: 'user', content: 'half \ufffd of a face' },
    ]);
  });
});
