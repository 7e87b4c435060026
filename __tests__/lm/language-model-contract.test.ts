import { EmbeddedLM, LM, MockLM, type LanguageModel, type LmOptions } from '../../src/lm';
import { startVendorServer, type Vendor, type VendorServer } from '../../src/testing';
import { describeLanguageModel } from '../contracts/language-model.contract';

const servers: VendorServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function behind(name: string, vendor: Vendor, options: LmOptions = {}) {
  return async (replies: readonly string[]): Promise<LM> => {
    const server = await startVendorServer({ vendor, replies });
    servers.push(server);
    return new LM(name, {
      baseURL: server.baseURL,
      apiKey: 'sk-test-0123456789',
      cache: false,
      ...options,
    });
  };
}

/** A model that does not stream. */
function withoutStream(replies: readonly string[]): LanguageModel {
  const mock = new MockLM(replies);
  const { provider, model, endpoint, capabilities } = mock;
  const plain: LanguageModel = {
    provider,
    model,
    endpoint,
    capabilities,
    doGenerate: (request, call) => mock.doGenerate(request, call),
  };
  return new LM(plain);
}

describeLanguageModel({ name: 'MockLM', create: (replies) => new MockLM(replies) });
describeLanguageModel({ name: 'a model that does not stream', create: withoutStream });
describeLanguageModel({ name: 'OpenAI', create: behind('openai/gpt-test', 'openai') });
describeLanguageModel({
  name: 'OpenAI Responses',
  create: behind('openai/gpt-test', 'openai', { api: 'responses' }),
});
describeLanguageModel({ name: 'a compatible server', create: behind('local/qwen', 'openai') });
describeLanguageModel({ name: 'Anthropic', create: behind('anthropic/claude-test', 'anthropic') });
// It repeats what no instructions come with.
describeLanguageModel({
  name: 'EmbeddedLM',
  create: () => new EmbeddedLM(),
  requestFor: (reply) => ({ messages: [{ role: 'user', content: reply }] }),
});
