import type { OpenAI } from 'openai';
import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import type { LmOptions } from '../../lm-options';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import { connectionOf, type Connection } from '../shared/connection';
import { mapSdkError, notAReply } from '../shared/map-sdk-error';
import { wellFormed } from '../shared/well-formed';
import { fromOpenaiResponse, isChatCompletion } from './from-openai-response';
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
  #client: Promise<OpenAI> | undefined;

  constructor(
    readonly model: string,
    server: OpenaiServer,
    options: LmOptions,
  ) {
    this.provider = server.provider;
    this.#server = server;
    this.#options = options;
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
    const body = wellFormed(toOpenaiRequest(this.model, request));
    const client = await this.#connect();
    const context = {
      provider: this.provider,
      model: this.model,
      redact: this.#connection.redact,
      keyVariable: this.#server.keyVariable,
    };
    let completion: unknown;
    try {
      completion = await client.chat.completions.create(body, { signal, maxRetries: 0 });
    } catch (error) {
      signal?.throwIfAborted();
      throw mapSdkError(error, context);
    }
    if (!isChatCompletion(completion)) throw notAReply(completion, context);
    return fromOpenaiResponse(this.model, completion, request);
  }

  #connect(): Promise<OpenAI> {
    const { client } = this.#options;
    if (client !== undefined) return Promise.resolve(client as OpenAI);
    // A failure to connect is told to the call that met it, and the next one tries again.
    this.#client ??= this.#open().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    });
    return this.#client;
  }

  async #open(): Promise<OpenAI> {
    const { baseURL, query, headers, apiKey } = this.#connection;
    // A server of one's own may do without a key; the SDK does not.
    const key = apiKey() ?? 'none';
    const { OpenAI } = await import('openai');
    return new OpenAI({
      apiKey: key,
      baseURL,
      defaultQuery: query,
      defaultHeaders: headers,
      maxRetries: 0,
      // Deadlines are the business of one layer; the SDK's own must not come first.
      timeout: 2 ** 31 - 1,
      ...(this.#options.fetch === undefined ? {} : { fetch: this.#options.fetch }),
    });
  }
}
