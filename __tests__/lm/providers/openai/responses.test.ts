import { LM, type LmOptions, type LmRequest } from '../../../../src/lm';
import {
  startVendorServer,
  type VendorReply,
  type VendorRequest,
  type VendorServer,
} from '../../../../src/testing';

let server: VendorServer;

afterEach(() => server.close());

async function connect(replies: readonly VendorReply[], options: LmOptions = {}): Promise<LM> {
  server = await startVendorServer({ vendor: 'openai', replies });
  return new LM('openai/gpt-4.1', {
    baseURL: server.baseURL,
    apiKey: 'none',
    cache: false,
    api: 'responses',
    ...options,
  });
}

const user = { role: 'user' as const, content: 'x' };

describe('OpenAI’s Responses', () => {
  it('are sent conversations as items, tools, a format and settings', async () => {
    const lm = await connect(['ok'], { maxTokens: 100, temperature: 0.5, reasoningEffort: 'low' });
    const request: LmRequest = {
      messages: [
        { role: 'system', content: 'Be brief.' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Look' },
            { type: 'image', source: { kind: 'url', url: 'https://files.example/a.png' } },
            { type: 'file', source: { kind: 'file-id', id: 'file_1' } },
          ],
        },
        { role: 'assistant', content: [{ type: 'tool-call', id: 't1', name: 'a.b', arguments: { q: 1 } }] },
        {
          role: 'tool',
          content: [{ type: 'tool-result', id: 't1', name: 'a.b', content: 'no', isError: true }],
        },
        { role: 'assistant', content: 'Well.' },
        user,
      ],
      tools: [{ name: 'a.b', description: 'd', parameters: { type: 'object' } }],
      toolChoice: { name: 'a.b' },
      responseFormat: {
        type: 'json-schema',
        name: 'r',
        schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      },
    };
    await lm.generate(request);
    const { path, body } = server.requests[0] as VendorRequest;
    expect(path).toBe('/v1/responses');
    const [tool] = body['tools'] as [{ readonly name: string }];
    expect(tool).toEqual({
      type: 'function',
      name: expect.stringMatching(/^a_b_[\da-f]{8}$/),
      description: 'd',
      strict: false,
      parameters: { type: 'object' },
    });
    expect(body).toEqual({
      model: 'gpt-4.1',
      input: [
        { role: 'system', content: [{ type: 'input_text', text: 'Be brief.' }] },
        {
          role: 'user',
          content: [
            { type: 'input_text', text: 'Look' },
            { type: 'input_image', image_url: 'https://files.example/a.png', detail: 'auto' },
            { type: 'input_file', file_id: 'file_1' },
          ],
        },
        { type: 'function_call', call_id: 't1', name: tool.name, arguments: '{"q":1}' },
        { type: 'function_call_output', call_id: 't1', output: 'Error: no' },
        { role: 'assistant', content: [{ type: 'output_text', text: 'Well.' }] },
        { role: 'user', content: [{ type: 'input_text', text: 'x' }] },
      ],
      tools: [tool],
      tool_choice: { type: 'function', name: tool.name },
      text: {
        format: {
          type: 'json_schema',
          name: 'r',
          strict: true,
          schema: {
            type: 'object',
            properties: { a: { type: 'string' } },
            required: ['a'],
            additionalProperties: false,
          },
        },
      },
      max_output_tokens: 100,
      temperature: 0.5,
      reasoning: { effort: 'low' },
    });
  });

  it('take thoughts back in a later turn, sealed as they came', async () => {
    const lm = await connect([{ reasoning: 'hm', signature: 'sealed', text: 'ok' }]);
    const { outputs } = await lm.generate([user]);
    const reasoning = outputs[0]?.reasoning ?? [];
    expect(reasoning.map(({ text }) => text)).toEqual(['hm']);
    await lm.generate([
      user,
      { role: 'assistant', content: [...reasoning, { type: 'text', text: 'ok' }] },
      user,
    ]);
    expect((server.requests[1]?.body['input'] as unknown[])[1]).toEqual({
      type: 'reasoning',
      id: 'rs_1',
      encrypted_content: 'sealed',
      summary: [{ type: 'summary_text', text: 'hm' }],
    });
  });

  it('warn of what they do not take', async () => {
    const lm = await connect(['ok'], { seed: 1, stop: ['x'], promptCache: true });
    const { warnings } = await lm.generate('x');
    expect(warnings.map((warning) => /\b(seed|stop|promptCache)\b/.exec(warning)?.[0]).sort()).toEqual([
      'promptCache',
      'seed',
      'stop',
    ]);
  });

  it('give several replies by several requests', async () => {
    const lm = await connect(['one', 'two', 'three'], { n: 3 });
    const { outputs, usage } = await lm.generate('x');
    expect(outputs.map(({ text }) => text).sort()).toEqual(['one', 'three', 'two']);
    expect([usage.requests, usage.inputTokens, server.requests.length]).toEqual([3, 30, 3]);
    expect(server.requests.some(({ body }) => 'n' in body)).toBe(false);
  });

  it.each([
    ['length', 'length'],
    ['content-filter', 'content-filter'],
  ] as const)('say why they stopped: %s', async (finishReason, ours) => {
    const lm = await connect([{ text: 'x', finishReason }]);
    expect((await lm.generate('x')).outputs[0]?.finishReason).toBe(ours);
    expect((await lm.stream('x').result).outputs[0]?.finishReason).toBe(ours);
  });

  it('fail where the model failed', async () => {
    const lm = await connect([{ finishReason: 'error' }], { maxRetries: 0 });
    await expect(lm.generate('x')).rejects.toMatchObject({ code: 'LM_SERVER' });
    await expect(lm.stream('x').result).rejects.toMatchObject({ code: 'LM_SERVER' });
  });

  it('are chosen for models that have no other interface, and only by OpenAI itself', async () => {
    const endpoints = ['o3-pro', 'gpt-5-codex', 'gpt-5-mini', 'o3-deep-research'].map(
      (model) => new LM(`openai/${model}`, { apiKey: 'none' }).endpoint,
    );
    expect(endpoints.map((endpoint) => endpoint.endsWith('/responses'))).toEqual([true, true, false, true]);
    server = await startVendorServer({ vendor: 'openai', replies: ['ok'] });
    const own = new LM('openai/o3-pro', { baseURL: server.baseURL, apiKey: 'none', cache: false });
    await own.generate('x');
    expect(server.requests[0]?.path).toBe('/v1/chat/completions');
  });

  it('refuse an interface there is not', () => {
    expect(() => new LM('openai/x', { api: 'completions' as never })).toThrow(/'chat' or 'responses'/);
  });
});

describe('OpenAI’s chat completions', () => {
  it('report the odds of tokens, streamed or not', async () => {
    const content = [
      { token: 'Pa', logprob: -0.1, top_logprobs: [{ token: 'Pa', logprob: -0.1 }] },
      { token: 'ris', logprob: -0.2, top_logprobs: [] },
    ];
    const message = { content: 'Paris' };
    const choice = { index: 0, finish_reason: 'stop', logprobs: { content } };
    const event = JSON.stringify({ choices: [{ ...choice, delta: message }] });
    server = await startVendorServer({
      vendor: 'openai',
      handler: ({ body }) =>
        body['stream'] === true
          ? { raw: { chunks: [`data: ${event}\n\n`, 'data: [DONE]\n\n'] } }
          : { raw: { body: { choices: [{ ...choice, message }] } } },
    });
    const lm = new LM('openai/gpt-4.1', {
      baseURL: server.baseURL,
      apiKey: 'none',
      cache: false,
      logprobs: 1,
    });
    const expected = [
      { token: 'Pa', logprob: -0.1, alternatives: [{ token: 'Pa', logprob: -0.1 }] },
      { token: 'ris', logprob: -0.2 },
    ];
    expect((await lm.generate('x')).outputs[0]?.logprobs).toEqual(expected);
    expect((await lm.stream('x').result).outputs[0]?.logprobs).toEqual(expected);
    expect(server.requests[0]?.body).toMatchObject({ logprobs: true, top_logprobs: 1 });
  });

  it('hold a tool to its schema where that is asked for and changes nothing', async () => {
    server = await startVendorServer({ vendor: 'openai', replies: ['ok'] });
    const lm = new LM('openai/gpt-4.1', { baseURL: server.baseURL, apiKey: 'none', cache: false });
    const parameters = { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] };
    const tools = [
      { name: 'one', parameters, strict: true },
      { name: 'two', parameters: { ...parameters, required: [] }, strict: true },
      { name: 'three', parameters },
    ];
    await lm.generate({ messages: [user], tools });
    const sent = server.requests[0]?.body['tools'] as { function: { strict?: boolean } }[];
    expect(sent.map(({ function: { strict } }) => strict)).toEqual([true, undefined, undefined]);
  });
});

describe('a server that claims to give several replies', () => {
  it('is told of when it does not', async () => {
    const message = { content: 'only one' };
    const body = { choices: [{ index: 0, finish_reason: 'stop', message }] };
    server = await startVendorServer({ vendor: 'openai', handler: () => ({ raw: { body } }) });
    const lm = new LM('local/m', { baseURL: server.baseURL, cache: false, n: 3 });
    expect((await lm.generate('x')).warnings).toEqual(['3 replies were asked for (n) and 1 came.']);
  });
});
