import { MemoryStore } from '../../../src/cache';
import { EmbeddingError, FunctionEmbedder, LmAuthError, OpenAIEmbedder, trackUsage } from '../../../src/lm';
import {
  startVendorServer,
  type VendorReply,
  type VendorServer,
  type VendorServerOptions,
} from '../../../src/testing';

let server: VendorServer;

afterEach(async () => {
  await server?.close();
});

/** The vector of a text: its length and its number of vowels. */
const vectorOf = (text: string): number[] => [text.length, (text.match(/[aeiou]/g) ?? []).length];

function answer(input: readonly string[]): VendorReply {
  const data = input.map((text, index) => ({ object: 'embedding', index, embedding: vectorOf(text) }));
  const body = {
    object: 'list',
    model: 'm',
    data: data.reverse(),
    usage: { prompt_tokens: 3, total_tokens: 3 },
  };
  return { raw: { body } };
}

async function connect(
  options: ConstructorParameters<typeof OpenAIEmbedder>[1] = {},
  more: Partial<VendorServerOptions> = {},
): Promise<OpenAIEmbedder> {
  server = await startVendorServer({
    vendor: 'openai',
    handler: ({ body }) => answer(body['input'] as string[]),
    ...more,
  });
  return new OpenAIEmbedder('openai/m', {
    baseURL: server.baseURL,
    apiKey: 'none',
    cache: false,
    retry: { firstDelay: 1, maxDelay: 1 },
    ...options,
  });
}

const lengths = (vectors: readonly Float32Array[]): number[] =>
  vectors.map((vector) => Math.round(Math.hypot(...vector) * 1e6) / 1e6);

describe('OpenAIEmbedder', () => {
  it('gives a vector of length 1 for each text, in order, whatever the order of the answer', async () => {
    const embedder = await connect();
    const vectors = await embedder.embed(['a', 'bcd', 'aeiou']);
    expect(lengths(vectors)).toEqual([1, 1, 1]);
    expect(vectors[1]).toEqual(Float32Array.from([1, 0]));
    expect(server.requests[0]).toMatchObject({
      path: '/v1/embeddings',
      body: { model: 'm', input: ['a', 'bcd', 'aeiou'], encoding_format: 'float' },
    });
  });

  it('sends equal texts once, in batches, and counts what they cost', async () => {
    const embedder = await connect({ batchSize: 2, concurrency: 1, dimensions: 2 });
    const texts = ['a', 'b', 'a', 'c', 'b', ''];
    const { result, usage } = await trackUsage(() => embedder.embed(texts));
    expect(result).toHaveLength(6);
    expect(result[0]).toEqual(result[2]);
    expect(server.requests.map(({ body }) => body['input'])).toEqual([
      ['a', 'b'],
      ['c', ' '],
    ]);
    expect(server.requests[0]?.body['dimensions']).toBe(2);
    expect(usage).toMatchObject({ requests: 2, inputTokens: 6 });
  });

  it('keeps vectors by model and text', async () => {
    const cache = new MemoryStore();
    const embedder = await connect({ cache });
    const first = await embedder.embed(['a', 'b']);
    expect(await embedder.embed(['b', 'c', 'a'])).toEqual([first[1], expect.anything(), first[0]]);
    expect(server.requests.map(({ body }) => body['input'])).toEqual([['a', 'b'], ['c']]);
    const other = new OpenAIEmbedder('openai/other', { baseURL: server.baseURL, apiKey: 'none', cache });
    await other.embed(['a']);
    expect(server.requests).toHaveLength(3);
  });

  it('tries again what may succeed, and not what cannot', async () => {
    const embedder = await connect({}, { faults: [{ kind: 'status', status: 429 }, { kind: 'reset' }] });
    const { usage } = await trackUsage(() => embedder.embed(['a']));
    expect([server.requests.length, usage.requests]).toEqual([3, 3]);
    await server.close();
    const refused = await connect({}, { faults: [{ kind: 'status', status: 401 }] });
    await expect(refused.embed(['a'])).rejects.toBeInstanceOf(LmAuthError);
    expect(server.requests).toHaveLength(1);
  });

  it('ends when its time is up or its signal aborts', async () => {
    // Long enough for a busy machine to load the SDK and send the request.
    const late = await connect({ timeout: 2_000, maxRetries: 0 }, { faults: () => ({ kind: 'hang' }) });
    await expect(late.embed(['a'])).rejects.toMatchObject({ code: 'LM_TIMEOUT' });
    await server.left;
    const controller = new AbortController();
    const reason = new Error('enough');
    const waiting = late.embed(['a'], { signal: controller.signal });
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
  });

  it.each([
    ['no vectors', { data: [] }],
    ['vectors of different lengths', { data: [{ embedding: [1] }, { embedding: [1, 2] }] }],
    ['something else', { hello: true }],
    ['numbers that are none', { data: [{ embedding: [1] }, { embedding: [null] }] }],
  ])('refuses an answer with %s', async (_, body) => {
    const embedder = await connect({ maxRetries: 0 }, { handler: () => ({ raw: { body } }) });
    await expect(embedder.embed(['a', 'b'])).rejects.toBeInstanceOf(EmbeddingError);
  });

  it('refuses options that nobody reads, and providers that have no embeddings', () => {
    expect(() => new OpenAIEmbedder('openai/m', { batchsize: 1 } as object)).toThrow(/batchSize/);
    expect(() => new OpenAIEmbedder('openai/m', { batchSize: 0 })).toThrow(/batchSize/);
    expect(() => new OpenAIEmbedder('anthropic/claude')).toThrow(/embeddings/);
  });
});

describe('FunctionEmbedder', () => {
  it('makes an embedder of any function', async () => {
    const asked: (readonly string[])[] = [];
    const embedder = new FunctionEmbedder(
      (texts) => {
        asked.push(texts);
        return texts.map(vectorOf);
      },
      { batchSize: 2, cache: new MemoryStore(), name: 'mine' },
    );
    expect(lengths(await embedder.embed(['a', 'b', 'c', 'a']))).toEqual([1, 1, 1, 1]);
    await embedder.embed(['c', 'b']);
    expect(asked).toEqual([['a', 'b'], ['c']]);
  });

  it('names the function that gives no vectors', async () => {
    const embedder = new FunctionEmbedder(() => [[1]], { name: 'mine' });
    await expect(embedder.embed(['a', 'b'])).rejects.toThrow(/mine gave no usable vectors/);
  });
});
