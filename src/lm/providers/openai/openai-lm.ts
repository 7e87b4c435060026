import type { OpenAI } from 'openai';
import { LONGEST_TIMER } from '../../../util';
import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import type { LmOptions } from '../../lm-options';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';
import { USER_AGENT } from '../../user-agent';
import { connectionOf, type Connection } from '../shared/connection';
import { LazyClient } from '../shared/lazy-client';
import type { SdkErrorContext } from '../shared/map-sdk-error';
import { readStream } from '../shared/stream-reply';
import { toolNamesOf } from '../shared/tool-names';
import { fromOpenaiResponse } from './from-openai-response';
import { errorInOpenaiReply, mapOpenaiError } from './map-openai-error';
import { streamChat } from './stream-chat';
import { toOpenaiRequest } from './to-openai-request';

/** Where a server of this protocol is, and whether it wants a key. */
export interface OpenaiServer {
  readonly provider: string;
  readonly keyVariable: string;
  readonly urlVariable?: string;
  readonly defaultURL: string;
  readonly needsKey: boolean;
}

const CAPABILITIES: LmCapabilities = Object.freeze({
  jsonSchema: true,
  jsonMode: true,
  tools: true,
  manyOutputs: true,
});

/** A server that speaks OpenAI's chat completions, through OpenAI's own SDK, which is loaded at the first call. */
export class OpenaiLM implements LanguageModel {
  readonly provider: string;
  readonly capabilities: LmCapabilities;
  readonly #connection: Connection;
  readonly #server: OpenaiServer;
  readonly #options: LmOptions;
  readonly #client: LazyClient<OpenAI>;

  constructor(
    readonly model: string,
    server: OpenaiServer,
    options: LmOptions,
  ) {
    this.provider = server.provider;
    this.#server = server;
    this.#options = options;
    this.#client = new LazyClient(options.client, () => this.#open());
    this.#connection = connectionOf({ ...server, options });
    this.capabilities = { ...CAPABILITIES, ...options.capabilities };
  }

  get endpoint(): string {
    return this.#connection.endpoint;
  }

  get tenant(): string {
    return this.#connection.tenant;
  }

  async doGenerate(request: LmRequest, { signal }: LmCall): Promise<LmResponse> {
    signal?.throwIfAborted();
    const names = toolNamesOf(request);
    const { body, warnings } = toOpenaiRequest(request, {
      model: this.model,
      isOpenai: this.endpoint === 'https://api.openai.com/v1',
      names,
    });
    const reply = await this.#send(body, signal);
    const response = fromOpenaiResponse(reply, names);
    if (response === undefined) throw errorInOpenaiReply(reply, this.#context());
    return { ...response, model: response.model || this.model, warnings };
  }

  async *doStream(request: LmRequest, { signal }: LmCall): AsyncGenerator<LmStreamEvent> {
    signal?.throwIfAborted();
    const names = toolNamesOf(request);
    const { body, warnings } = toOpenaiRequest(request, {
      model: this.model,
      isOpenai: this.endpoint === 'https://api.openai.com/v1',
      names,
    });
    const client = await this.#client.get();
    const parameters = { stream_options: { include_usage: true }, ...body, stream: true };
    const context = { ...this.#context(), names, warnings };
    try {
      const sent = client.chat.completions.create(
        parameters as unknown as OpenAI.ChatCompletionCreateParamsStreaming,
        { signal, maxRetries: 0 },
      );
      yield* streamChat(readStream(sent, signal, context), context);
    } catch (error) {
      signal?.throwIfAborted();
      throw mapOpenaiError(error, context);
    }
  }

  async #send(body: object, signal: AbortSignal | undefined): Promise<unknown> {
    const client = await this.#client.get();
    const parameters = body as OpenAI.ChatCompletionCreateParamsNonStreaming;
    try {
      return await client.chat.completions.create(parameters, { signal, maxRetries: 0 });
    } catch (error) {
      signal?.throwIfAborted();
      throw mapOpenaiError(error, this.#context());
    }
  }

  #context(): SdkErrorContext {
    const { provider, model } = this;
    return { provider, model, redact: this.#connection.redact, keyVariable: this.#server.keyVariable };
  }

  async #open(): Promise<OpenAI> {
    const { baseURL, query, headers, apiKey } = this.#connection;
    const key = apiKey();
    const { OpenAI } = await import('openai');
    return new OpenAI({
      // A server of one's own may do without a key; the SDK does not, so its header is taken away.
      apiKey: key ?? 'none',
      baseURL,
      defaultQuery: query,
      defaultHeaders: {
        'User-Agent': USER_AGENT,
        ...(key === undefined ? { Authorization: null } : {}),
        ...headers,
      },
      // OpenAI's own account must not be told to other servers.
      ...(this.provider === 'openai' ? {} : { organization: null, project: null }),
      maxRetries: 0,
      // Deadlines are the business of one layer; the SDK's own must not come first.
      timeout: LONGEST_TIMER,
      ...(this.#options.fetch === undefined ? {} : { fetch: this.#options.fetch }),
    });
  }
}
