import { LM, LmRateLimitError, type LmOptions } from '../../../../src/lm';
import {
  aMessage,
  startServer,
  type ScriptedAnswer,
  type VendorServer,
} from '../../../support/vendor-server';

let server: VendorServer;

afterEach(() => server.close());

async function connect(answers: readonly ScriptedAnswer[], options: LmOptions = {}): Promise<LM> {
  server = await startServer(answers);
  const retry = { firstDelay: 1, maxDelay: 2 };
  return new LM('anthropic/claude-test', {
    baseURL: server.origin,
    apiKey: 'sk-ant-0123456789',
    cache: false,
    retry,
    ...options,
  });
}

describe('a model of Anthropic', () => {
  it('is sent the system text apart and turns that alternate', async () => {
    const lm = await connect([aMessage([{ type: 'text', text: 'hi' }])]);
    await lm.generate([
      { role: 'system', content: 'Be brief.' },
      { role: 'user', content: 'One' },
      { role: 'user', content: 'Two' },
      { role: 'assistant', content: 'Three' },
      { role: 'user', content: 'Four' },
    ]);
    expect(server.requests[0]?.path).toBe('/v1/messages');
    expect(server.requests[0]?.headers.authorization).toBe('Bearer sk-ant-0123456789');
    expect(server.requests[0]?.body).toEqual({
      model: 'claude-test',
      max_tokens: 4096,
      system: 'Be brief.',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'One' },
            { type: 'text', text: 'Two' },
          ],
        },
        { role: 'assistant', content: [{ type: 'text', text: 'Three' }] },
        { role: 'user', content: [{ type: 'text', text: 'Four' }] },
      ],
    });
  });

  it('gives text, thinking and tool calls', async () => {
    const lm = await connect([
      aMessage(
        [
          { type: 'thinking', thinking: 'hm', signature: 's' },
          { type: 'text', text: 'Let me look.' },
          { type: 'tool_use', id: 't1', name: 'search', input: { q: 'Dune' } },
        ],
        'tool_use',
      ),
    ]);
    const { outputs } = await lm.generate({
      messages: [{ role: 'user', content: 'x' }],
      tools: [{ name: 'search', parameters: { type: 'object' } }],
    });
    expect(outputs[0]).toEqual({
      text: 'Let me look.',
      finishReason: 'tool-calls',
      toolCalls: [{ type: 'tool-call', id: 't1', name: 'search', arguments: { q: 'Dune' } }],
      reasoning: [{ type: 'reasoning', text: 'hm', signature: 's' }],
    });
  });

  it('counts cached tokens once, as the others do', async () => {
    const usage = { cache_read_input_tokens: 100, cache_creation_input_tokens: 20 };
    const lm = await connect([aMessage([{ type: 'text', text: 'x' }], 'end_turn', usage)]);
    expect((await lm.generate('x')).usage).toMatchObject({
      inputTokens: 130,
      cachedInputTokens: 100,
      cacheWriteTokens: 20,
    });
  });

  it.each([
    ['max_tokens', 'length'],
    ['refusal', 'refusal'],
    ['stop_sequence', 'stop'],
  ])('says why it stopped: %s', async (theirs, ours) => {
    const lm = await connect([aMessage([{ type: 'text', text: 'x' }], theirs)]);
    expect((await lm.generate('x')).outputs[0]?.finishReason).toBe(ours);
  });

  it('warns of a setting it does not take', async () => {
    const lm = await connect([aMessage([{ type: 'text', text: 'x' }])], { seed: 1 });
    expect((await lm.generate('x')).warnings).toEqual(['Anthropic takes no seed; it was not sent.']);
    expect(server.requests[0]?.body).not.toHaveProperty('seed');
  });

  it('is asked again when it is overloaded, and given up after maxRetries', async () => {
    const limited: ScriptedAnswer = {
      status: 429,
      headers: { 'retry-after': '0' },
      json: { type: 'error', error: { type: 'rate_limit_error', message: 'slow down' } },
    };
    const lm = await connect([limited], { maxRetries: 2 });
    await expect(lm.generate('x')).rejects.toBeInstanceOf(LmRateLimitError);
    expect(server.requests).toHaveLength(3);
  });
});
