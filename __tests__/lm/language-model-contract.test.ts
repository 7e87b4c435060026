import { LM, MockLM } from '../../src/lm';
import { describeLanguageModel } from '../contracts/language-model.contract';
import { aCompletion, aMessage, startServer, type VendorServer } from '../support/vendor-server';

const servers: VendorServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(...given: Parameters<typeof startServer>): Promise<string> {
  const server = await startServer(...given);
  servers.push(server);
  return server.origin;
}

describeLanguageModel({ name: 'MockLM', create: (replies) => new MockLM(replies) });

describeLanguageModel({
  name: 'OpenAI',
  create: async (replies) => {
    const origin = await serve(replies.map((content) => aCompletion({ content })));
    return new LM('openai/gpt-test', { baseURL: `${origin}/v1`, apiKey: 'sk-test-0123456789', cache: false });
  },
});

describeLanguageModel({
  name: 'a compatible server',
  create: async (replies) => {
    const origin = await serve(replies.map((content) => aCompletion({ content })));
    return new LM('local/qwen', { baseURL: `${origin}/v1`, cache: false });
  },
});

describeLanguageModel({
  name: 'Anthropic',
  create: async (replies) => {
    const origin = await serve(replies.map((text) => aMessage([{ type: 'text', text }])));
    return new LM('anthropic/claude-test', { baseURL: origin, apiKey: 'sk-ant-0123456789', cache: false });
  },
});
