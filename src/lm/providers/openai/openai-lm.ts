import type { OpenAI } from 'openai';
import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import type { LmOptions } from '../../lm-options';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';
import { readStream } from '../shared/stream-reply';
import { toolNamesOf } from '../shared/tool-names';
import { fromOpenaiResponse } from './from-openai-response';
import { errorInOpenaiReply, mapOpenaiError } from './map-openai-error';
import { OpenaiBatches } from './openai-batches';
import { OpenaiClient, type OpenaiServer } from './openai-client';
import { streamChat, type ChatStreamContext } from './stream-chat';
import { toOpenaiRequest, type OpenaiObject } from './to-openai-request';

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
  readonly #client: OpenaiClient;

  constructor(
    readonly model: string,
    server: OpenaiServer,
    options: LmOptions,
  ) {
    this.provider = server.provider;
    this.#client = new OpenaiClient(server, options);
    this.capabilities = { ...CAPABILITIES, ...options.capabilities };
  }

  get endpoint(): string {
    return this.#client.endpoint;
  }

  get tenant(): string {
    return this.#client.tenant;
  }

  get batches(): OpenaiBatches {
    return new OpenaiBatches(this.#client, this.model, {
      url: '/v1/chat/completions',
      bodyOf: (request) => this.#prepare(request).body,
      read: (body, request) => {
        const { names, warnings } = this.#prepare(request).context;
        const response = fromOpenaiResponse(body, names);
        return response && { ...response, model: response.model || this.model, warnings };
      },
    });
  }

  async doGenerate(request: LmRequest, { signal }: LmCall): Promise<LmResponse> {
    signal?.throwIfAborted();
    const { body, context } = this.#prepare(request);
    const client = await this.#client.get();
    let reply: unknown;
    try {
      const parameters = body as unknown as OpenAI.ChatCompletionCreateParamsNonStreaming;
      reply = await client.chat.completions.create(parameters, { signal, maxRetries: 0 });
    } catch (error) {
      signal?.throwIfAborted();
      throw mapOpenaiError(error, context);
    }
    const response = fromOpenaiResponse(reply, context.names);
    if (response === undefined) throw errorInOpenaiReply(reply, context);
    return { ...response, model: response.model || this.model, warnings: context.warnings };
  }

  async *doStream(request: LmRequest, { signal }: LmCall): AsyncGenerator<LmStreamEvent> {
    signal?.throwIfAborted();
    const { body, context } = this.#prepare(request);
    const client = await this.#client.get();
    const parameters = { stream_options: { include_usage: true }, ...body, stream: true };
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

  #prepare(request: LmRequest): { readonly body: OpenaiObject; readonly context: ChatStreamContext } {
    const names = toolNamesOf(request);
    const { isOpenai } = this.#client;
    const { body, warnings } = toOpenaiRequest(request, { model: this.model, isOpenai, names });
    return { body, context: { ...this.#client.contextOf(this.model), names, warnings } };
  }
}
