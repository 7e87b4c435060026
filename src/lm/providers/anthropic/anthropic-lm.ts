import type { Anthropic } from '@anthropic-ai/sdk';
import { LONGEST_TIMER } from '../../../util';
import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import type { LmOptions } from '../../lm-options';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';
import { USER_AGENT } from '../../user-agent';
import { connectionOf, type Connection } from '../shared/connection';
import { LazyClient } from '../shared/lazy-client';
import { mapSdkError, notAReply, type SdkErrorContext } from '../shared/map-sdk-error';
import { readStream } from '../shared/stream-reply';
import { wellFormed } from '../shared/well-formed';
import { AnthropicBatches } from './anthropic-batches';
import { fromAnthropicResponse, isAnthropicMessage } from './from-anthropic-response';
import { streamMessage } from './stream-message';
import { toAnthropicRequest } from './to-anthropic-request';

const KEY_VARIABLE = 'ANTHROPIC_API_KEY';

const CAPABILITIES: LmCapabilities = Object.freeze({
  jsonSchema: true,
  jsonMode: false,
  tools: true,
  citations: true,
});

/** Anthropic's messages, through Anthropic's own SDK, which is loaded at the first call. */
export class AnthropicLM implements LanguageModel {
  readonly provider = 'anthropic';
  readonly capabilities: LmCapabilities;
  readonly #connection: Connection;
  readonly #options: LmOptions;
  readonly #client: LazyClient<Anthropic>;

  constructor(
    readonly model: string,
    options: LmOptions,
  ) {
    this.#options = options;
    this.#client = new LazyClient(options.client, () => this.#open());
    this.#connection = connectionOf({
      provider: 'anthropic',
      options,
      keyVariable: KEY_VARIABLE,
      urlVariable: 'ANTHROPIC_BASE_URL',
      defaultURL: 'https://api.anthropic.com',
      needsKey: true,
    });
    const reasoning = options.maxReasoningTokens !== undefined;
    this.capabilities = { ...CAPABILITIES, reasoning, ...options.capabilities };
  }

  get endpoint(): string {
    return this.#connection.endpoint;
  }

  get tenant(): string {
    return this.#connection.tenant;
  }

  get batches(): AnthropicBatches {
    return new AnthropicBatches(() => this.#client.get(), this.#context());
  }

  async doGenerate(request: LmRequest, { signal }: LmCall): Promise<LmResponse> {
    signal?.throwIfAborted();
    const { body, warnings } = toAnthropicRequest(this.model, request);
    const client = await this.#client.get();
    const context = this.#context();
    let message: unknown;
    try {
      message = await client.messages.create(wellFormed(body), { signal, maxRetries: 0 });
    } catch (error) {
      signal?.throwIfAborted();
      throw mapSdkError(error, context);
    }
    if (!isAnthropicMessage(message)) throw notAReply(message, context);
    return fromAnthropicResponse(message, request, warnings);
  }

  async *doStream(request: LmRequest, { signal }: LmCall): AsyncGenerator<LmStreamEvent> {
    signal?.throwIfAborted();
    const { body, warnings } = toAnthropicRequest(this.model, request);
    const client = await this.#client.get();
    const context = { ...this.#context(), request, warnings };
    try {
      const sent = client.messages.create(wellFormed({ ...body, stream: true as const }), {
        signal,
        maxRetries: 0,
      });
      yield* streamMessage(readStream(sent, signal, context), context);
    } catch (error) {
      signal?.throwIfAborted();
      throw mapSdkError(error, context);
    }
  }

  #context(): SdkErrorContext {
    const { redact } = this.#connection;
    return { provider: this.provider, model: this.model, redact, keyVariable: KEY_VARIABLE };
  }

  async #open(): Promise<Anthropic> {
    const { baseURL, query, headers, apiKey } = this.#connection;
    const key = apiKey();
    const { Anthropic } = await import('@anthropic-ai/sdk');
    return new Anthropic({
      apiKey: key ?? null,
      authToken: null,
      // The SDK adds /v1 itself.
      baseURL: baseURL.replace(/\/v1$/, ''),
      defaultQuery: query,
      defaultHeaders: {
        'User-Agent': USER_AGENT,
        // Told to leave it out, the SDK does without.
        ...(key === undefined ? { 'X-Api-Key': null, Authorization: null } : {}),
        ...headers,
      },
      maxRetries: 0,
      // One layer makes spans: ours, where they are wanted.
      openTelemetry: { traces: false },
      timeout: LONGEST_TIMER,
      ...(this.#options.fetch === undefined ? {} : { fetch: this.#options.fetch }),
    });
  }
}
