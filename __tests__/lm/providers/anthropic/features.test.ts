import { LM, type LmOptions, type LmRequest } from '../../../../src/lm';
import { startVendorServer, type VendorReply, type VendorServer } from '../../../../src/testing';
import { collect, finishOf, joined } from '../../../support/collect';

let server: VendorServer;

afterEach(() => server.close());

async function connect(replies: readonly VendorReply[], options: LmOptions = {}): Promise<LM> {
  server = await startVendorServer({ vendor: 'anthropic', replies });
  return new LM('anthropic/claude-test', {
    baseURL: server.baseURL,
    apiKey: 'none',
    cache: false,
    ...options,
  });
}

const user = { role: 'user' as const, content: 'x' };

describe('a model of Anthropic', () => {
  it('may think, and takes its thoughts back with their signatures', async () => {
    const lm = await connect([{ reasoning: 'hm', signature: 'sig', text: 'ok' }], {
      maxReasoningTokens: 2000,
      temperature: 0.5,
    });
    const { outputs, warnings } = await lm.generate([user]);
    const reasoning = outputs[0]?.reasoning ?? [];
    expect(warnings).toEqual([expect.stringContaining('temperature')]);
    expect(server.requests[0]?.body).toMatchObject({
      thinking: { type: 'enabled', budget_tokens: 2000 },
      max_tokens: 6096,
    });
    const streamed = await lm.stream([user]).result;
    expect(streamed.outputs[0]?.reasoning).toEqual(reasoning);
    await lm.generate([
      user,
      { role: 'assistant', content: [...reasoning, { type: 'text', text: 'ok' }] },
      user,
    ]);
    expect((server.requests[2]?.body['messages'] as unknown[])[1]).toEqual({
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'hm', signature: 'sig' },
        { type: 'text', text: 'ok' },
      ],
    });
    expect(lm.capabilities.reasoning).toBe(true);
  });

  it('keeps thoughts without words apart from those that are sealed', async () => {
    const content = [
      { type: 'thinking', thinking: '', signature: 'omitted' },
      { type: 'redacted_thinking', data: 'sealed' },
      { type: 'text', text: 'ok' },
    ];
    const body = { type: 'message', content, stop_reason: 'end_turn', usage: {} };
    const lm = await connect([{ raw: { body } }]);
    const { outputs } = await lm.generate([user]);
    await lm.generate([user, { role: 'assistant', content: outputs[0]?.reasoning ?? [] }, user]);
    expect((server.requests[1]?.body['messages'] as { content: unknown }[])[1]?.content).toEqual(
      content.slice(0, 2),
    );
  });

  it('is told where the prompt cache may take up', async () => {
    const lm = await connect(['ok'], { promptCache: '1h' });
    await lm.generate([
      { role: 'system', content: 'Be brief.' },
      user,
      { role: 'assistant', content: 'y' },
      { role: 'user', content: 'z' },
    ]);
    const mark = { cache_control: { type: 'ephemeral', ttl: '1h' } };
    expect(server.requests[0]?.body).toMatchObject({
      system: [{ type: 'text', text: 'Be brief.', ...mark }],
      messages: [
        { role: 'user', content: [{ type: 'text', text: 'x' }] },
        { role: 'assistant', content: [{ type: 'text', text: 'y', ...mark }] },
        { role: 'user', content: [{ type: 'text', text: 'z', ...mark }] },
      ],
    });
  });

  it('is held to a schema it can be held to, and says so where it cannot', async () => {
    const lm = await connect(['{"a":1}']);
    const format = (schema: object): LmRequest => ({
      messages: [user],
      responseFormat: { type: 'json-schema', name: 'r', schema: schema as Record<string, unknown> },
    });
    const closed = { type: 'object', properties: { a: { type: 'integer', minimum: 3 } }, required: ['a'] };
    expect((await lm.generate(format(closed))).warnings).toEqual([]);
    expect(server.requests[0]?.body['output_config']).toEqual({
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: { a: { description: 'At least 3.', type: 'integer' } },
          required: ['a'],
          additionalProperties: false,
        },
      },
    });
    const { warnings } = await lm.generate(
      format({ type: 'object', additionalProperties: { type: 'string' } }),
    );
    expect(warnings).toEqual([expect.stringContaining('maps')]);
    expect(server.requests[1]?.body).not.toHaveProperty('output_config');
  });

  it('gives several replies by several requests, streamed or not', async () => {
    const lm = await connect(['same words'], { n: 2 });
    const { outputs, usage, warnings } = await lm.generate('x');
    expect([outputs.length, usage.requests, warnings]).toEqual([2, 2, []]);
    const events = await collect(lm.stream('x'));
    expect([joined(events, 'text-delta', 0), joined(events, 'text-delta', 1)]).toEqual([
      'same words',
      'same words',
    ]);
    expect(finishOf(events).response).toMatchObject({ usage: { requests: 2 } });
  });

  it('reads documents and says which passages it used', async () => {
    const citations = [
      {
        type: 'char_location',
        cited_text: 'The sky is blue.',
        document_index: 0,
        document_title: 'Sky',
        start_char_index: 0,
        end_char_index: 16,
      },
    ];
    const content = [{ type: 'text', text: 'It is blue.', citations }];
    const body = { type: 'message', content, stop_reason: 'end_turn', usage: {} };
    const lm = await connect([{ raw: { body } }]);
    const source = { kind: 'text' as const, text: 'The sky is blue.' };
    const document = { type: 'document' as const, source, title: 'Sky', citations: true };
    const { outputs } = await lm.generate([
      { role: 'user', content: [document, { type: 'text', text: 'Colour?' }] },
    ]);
    expect((server.requests[0]?.body['messages'] as { content: unknown[] }[])[0]?.content[0]).toEqual({
      type: 'document',
      source: { type: 'text', media_type: 'text/plain', data: 'The sky is blue.' },
      title: 'Sky',
      citations: { enabled: true },
    });
    expect(outputs[0]?.citations).toEqual([
      {
        citedText: 'The sky is blue.',
        documentIndex: 0,
        documentTitle: 'Sky',
        unit: 'character',
        start: 0,
        end: 16,
        supportedText: 'It is blue.',
      },
    ]);
  });
});
