import { InvalidArgumentError } from '../../errors';
import { NO_USAGE } from '../../messages';
import { retry, systemClock, withDeadline, type Clock } from '../../resilience';
import { assertKnownOptions } from '../../util';
import type { EmbedCall, Embedder } from '../embedder';
import { LmError } from '../lm-error';
import { LmTimeoutError } from '../lm-errors';
import type { LmOptions } from '../lm-options';
import type { LmRetryOptions } from '../middleware/retried';
import { modelNameOf } from '../model-name';
import { serverOf } from '../providers/openai/connect-openai';
import { mapOpenaiError } from '../providers/openai/map-openai-error';
import { OpenaiClient } from '../providers/openai/openai-client';
import { countOf, listOf, recordOf } from '../providers/shared/read-json';
import { wellFormed } from '../providers/shared/well-formed';
import { reportUsage } from '../usage-tracker';
import { embedInBatches } from './embed-in-batches';
import { EmbeddingCache, type EmbeddingCacheOption } from './embedding-cache';
import { assertVectors, EmbeddingError } from './embedding-error';
import { unitVector } from './unit-vector';

/** How an {@link OpenAIEmbedder} asks. Times are in milliseconds. */
export interface OpenAIEmbedderOptions extends Pick<
  LmOptions,
  'apiKey' | 'baseURL' | 'headers' | 'client' | 'fetch'
> {
  /**
   * Length of the vectors, for models that can shorten them.
   * @default the model's own
   */
  readonly dimensions?: number;
  /**
   * Most texts in one request.
   * @default 256
   */
  readonly batchSize?: number;
  /**
   * Most requests at once.
   * @default 4
   */
  readonly concurrency?: number;
  /**
   * Where vectors are kept, by model and text: a store, true for the one in force, false for nowhere.
   * @default true
   */
  readonly cache?: EmbeddingCacheOption;
  /**
   * Attempts after the first, for errors that may go away.
   * @default 3
   */
  readonly maxRetries?: number;
  /** How long the waits between attempts are. */
  readonly retry?: LmRetryOptions;
  /**
   * Longest time of one attempt; `Infinity` for no limit.
   * @default 60_000
   */
  readonly timeout?: number;
  /**
   * What tells the time and waits; tests give one of their own.
   * @default the machine's clock
   */
  readonly clock?: Clock;
}

const OPTION_NAMES: readonly (keyof OpenAIEmbedderOptions)[] = [
  'apiKey',
  'baseURL',
  'headers',
  'client',
  'fetch',
  'dimensions',
  'batchSize',
  'concurrency',
  'cache',
  'maxRetries',
  'retry',
  'timeout',
  'clock',
];

/**
 * Embeds through OpenAI, or any server that has OpenAI's `/embeddings`: vLLM, Ollama, llama.cpp, gateways.
 *
 * Equal texts are sent once, vectors are kept in the cache, and all have length 1 whatever the server sends.
 *
 * @example
 * ```ts
 * const embedder = new OpenAIEmbedder('openai/text-embedding-3-small');
 * const local = new OpenAIEmbedder('lab/bge-m3', { baseURL: 'http://localhost:8000/v1' });
 * ```
 */
export class OpenAIEmbedder implements Embedder {
  readonly provider: string;
  readonly model: string;
  readonly #options: OpenAIEmbedderOptions;
  #connected: { readonly client: OpenaiClient; readonly cache: EmbeddingCache } | undefined;

  /**
   * @param model `provider/model`.
   * @throws for an unknown provider, an unknown or unusable option.
   */
  constructor(model: string, options: OpenAIEmbedderOptions = {}) {
    assertKnownOptions(options, OPTION_NAMES, 'new OpenAIEmbedder(...)');
    const { dimensions, batchSize, concurrency } = options;
    for (const [name, value] of Object.entries({ dimensions, batchSize, concurrency })) {
      if (value === undefined || (Number.isSafeInteger(value) && value > 0)) continue;
      throw new InvalidArgumentError(`new OpenAIEmbedder(model, { ${name} })`, {
        found: String(value),
        expected: 'a whole number, at least 1.',
      });
    }
    const name = modelNameOf(model, options);
    if (['anthropic', 'embedded'].includes(name.provider)) {
      throw new InvalidArgumentError('new OpenAIEmbedder(model)', {
        found: JSON.stringify(model),
        expected: "a server that has OpenAI's /embeddings.",
      });
    }
    this.provider = name.provider;
    this.model = name.model;
    this.#options = Object.freeze({ ...options });
  }

  get id(): string {
    const { dimensions } = this.#options;
    return `${this.provider}/${this.model}${dimensions === undefined ? '' : `/${dimensions}`}`;
  }

  /** @throws (as a rejection) {@link LmError}; {@link EmbeddingError} for an answer that is none. */
  async embed(texts: readonly string[], { signal }: EmbedCall = {}): Promise<Float32Array[]> {
    const { batchSize = 256, concurrency = 4 } = this.#options;
    const { client, cache } = this.#connect();
    return embedInBatches(texts, {
      batchSize,
      concurrency,
      cache,
      signal,
      embed: (batch) => this.#embedBatch(client, batch, signal),
    });
  }

  #connect() {
    if (this.#connected === undefined) {
      const { baseURL = '', dimensions, cache = true } = this.#options;
      const client = new OpenaiClient(serverOf(this.provider, baseURL), this.#options);
      const { provider, model } = this;
      const who = { provider, model, endpoint: client.endpoint, tenant: client.tenant, dimensions };
      this.#connected = { client, cache: new EmbeddingCache(who, cache) };
    }
    return this.#connected;
  }

  #embedBatch(
    client: OpenaiClient,
    batch: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<Float32Array[]> {
    const { maxRetries = 3, retry: waits = {}, timeout = 60_000, clock = systemClock } = this.#options;
    const onTimeout = (): Error =>
      new LmTimeoutError({
        problem: `${this.provider}/${this.model} gave no vectors within ${timeout} ms.`,
        fix: 'raise the option timeout of the embedder, or lower batchSize.',
      });
    const { maxRetryAfter: maxAskedDelay, ...delays } = waits;
    const isRetryable = (error: unknown): boolean => error instanceof LmError && error.retryable;
    const askedDelay = (error: unknown) => (error instanceof LmError ? error.retryAfterMs : undefined);
    return retry({ ...delays, maxAskedDelay, maxRetries, isRetryable, askedDelay, signal, clock }, () =>
      withDeadline({ timeout, signal, clock, onTimeout }, (own) => this.#ask(client, batch, own)),
    );
  }

  async #ask(client: OpenaiClient, batch: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    const name = `${this.provider}/${this.model}`;
    const { dimensions } = this.#options;
    // A server refuses text of nothing; a space says as little.
    const input = wellFormed(batch.map((text) => (text === '' ? ' ' : text)));
    const body = { model: this.model, input, encoding_format: 'float' as const };
    let reply: unknown;
    try {
      const sdk = await client.get();
      const parameters = dimensions === undefined ? body : { ...body, dimensions };
      reply = await sdk.embeddings.create(parameters, { signal, maxRetries: 0 });
    } catch (error) {
      signal.throwIfAborted();
      const mapped = mapOpenaiError(error, client.contextOf(this.model));
      if (mapped.reachedProvider) reportUsage(name, { ...NO_USAGE, requests: 1 });
      throw mapped;
    }
    const inputTokens = countOf(recordOf(recordOf(reply)['usage'])['prompt_tokens']);
    reportUsage(name, { ...NO_USAGE, requests: 1, inputTokens });
    return vectorsIn(reply, batch.length, name);
  }
}

/** The vectors of an answer, by the numbers they carry. */
function vectorsIn(reply: unknown, texts: number, name: string): Float32Array[] {
  const data = listOf(recordOf(reply)['data']).map(recordOf);
  const ordered: number[][] = [];
  for (const [place, { index, embedding }] of data.entries()) {
    if (!Array.isArray(embedding)) throw new EmbeddingError(name, typeof embedding, 'a list of numbers.');
    ordered[typeof index === 'number' ? index : place] = embedding as number[];
  }
  const vectors = Array.from(ordered, (vector) => vector ?? []);
  assertVectors(name, vectors, texts);
  return vectors.map(unitVector);
}
