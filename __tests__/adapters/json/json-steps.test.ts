import { JSONAdapter, type AdapterSignature } from '../../../src/adapters';
import { LmInvalidRequestError, MockLM, type LmRequest } from '../../../src/lm';
import { parseSignature } from '../../../src/signatures';

const SIGNATURE = parseSignature('q -> a');
const refusal = (): Error =>
  new LmInvalidRequestError(
    { problem: 'The server refused the request: unsupported schema.', fix: 'x' },
    { status: 400 },
  );

/** A model whose server takes only these forms. */
const modelThatTakes = (...forms: readonly string[]): MockLM =>
  new MockLM(
    ({ responseFormat }: LmRequest) => {
      const form = responseFormat?.type ?? 'text';
      return forms.includes(form) ? '{"a": "yes"}' : refusal();
    },
    { provider: 'mock', model: 'm', endpoint: 'mock:steps' },
  );

describe('JSONAdapter, where a provider refuses a form of request', () => {
  const ask = (adapter: JSONAdapter, lm: MockLM, signature: AdapterSignature = SIGNATURE) =>
    adapter.call(lm, signature, { inputs: { q: 'q' } });

  it('goes down one step at a time and says so', async () => {
    expect(await ask(new JSONAdapter(), modelThatTakes('json-schema'))).toMatchObject({
      route: 'json/schema',
    });
    const reply = await ask(new JSONAdapter(), modelThatTakes('text'));
    expect(reply).toMatchObject({
      route: 'json/text',
      completions: [{ a: 'yes' }],
      fallbacks: [
        { route: 'json/schema', reason: expect.stringContaining('refused') },
        { route: 'json/mode', reason: expect.stringContaining('refused') },
      ],
    });
    expect(reply.responses).toHaveLength(1);
  });

  it('remembers what was refused, the schema of a signature at first, then every schema', async () => {
    const adapter = new JSONAdapter();
    const lm = modelThatTakes('json', 'text');
    expect((await ask(adapter, lm)).fallbacks).toHaveLength(1);
    expect((await ask(adapter, lm)).fallbacks ?? []).toHaveLength(0);
    expect(lm.requests).toHaveLength(3);
    expect((await ask(adapter, lm, parseSignature('q -> a, b?: string'))).fallbacks).toHaveLength(1);
    expect((await ask(adapter, lm, parseSignature('q -> a: string'))).fallbacks ?? []).toHaveLength(0);
  });

  it('remembers nothing when the plainest form is refused too, and gives the first refusal', async () => {
    const adapter = new JSONAdapter();
    await expect(ask(adapter, modelThatTakes())).rejects.toThrow('unsupported schema');
    expect(await ask(adapter, modelThatTakes('json-schema'))).toMatchObject({ route: 'json/schema' });
  });

  it('passes other errors on at once', async () => {
    const lm = new MockLM([new Error('down')]);
    await expect(ask(new JSONAdapter(), lm)).rejects.toThrow('down');
    expect(lm.requests).toHaveLength(1);
  });
});
