import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import type { LmOptions } from '../../lm-options';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';
import { readStream } from '../shared/stream-reply';
import { toolNamesOf } from '../shared/tool-names';
import { errorInOpenaiReply, mapOpenaiError } from './map-openai-error';
import { OpenaiBatches } from './openai-batches';
import { OpenaiClient, type OpenaiServer } from './openai-client';
import type { OpenaiInterface } from './openai-interface';
import type { ChatStreamContext } from './stream-chat';
import type { OpenaiObject } from './to-openai-request';

/** A server that speaks one of OpenAI's interfaces, through OpenAI's own SDK, which is loaded at the first call. */
export class OpenaiLM implements LanguageModel {
  readonly provider: string;
  readonly capabilities: LmCapabilities;
  readonly #client: OpenaiClient;
  readonly #interface: OpenaiInterface;

  constructor(
    readonly model: string,
    { server, through }: { readonly server: OpenaiServer; readonly through: OpenaiInterface },
    options: LmOptions,
  ) {
    this.provider = server.provider;
    this.#interface = through;
    this.#client = new OpenaiClient(server, options);
    this.capabilities = { ...through.capabilitiesOf(model), ...options.capabilities };
  }

  get endpoint(): string {
    return `${this.#client.endpoint}${this.#interface.endpointSuffix}`;
  }

  get tenant(): string {
    return this.#client.tenant;
  }

  get batches(): OpenaiBatches {
    return new OpenaiBatches(this.#client, this.model, {
      url: this.#interface.batchUrl,
      bodyOf: (request) => this.#prepare(request).body,
      read: (body, request) => this.#replyIn(body, this.#prepare(request).context),
    });
  }

  async doGenerate(request: LmRequest, { signal }: LmCall): Promise<LmResponse> {
    signal?.throwIfAborted();
    const { body, context } = this.#prepare(request);
    const client = await this.#client.get();
    let reply: unknown;
    try {
      reply = await this.#interface.create(client, body, { signal, maxRetries: 0 });
    } catch (error) {
      signal?.throwIfAborted();
      throw mapOpenaiError(error, context);
    }
    const response = this.#interface.isFailure(reply) ? undefined : this.#replyIn(reply, context);
    if (response === undefined) throw errorInOpenaiReply(reply, context);
    return response;
  }

  async *doStream(request: LmRequest, { signal }: LmCall): AsyncGenerator<LmStreamEvent> {
    signal?.throwIfAborted();
    const { body, context } = this.#prepare(request);
    const client = await this.#client.get();
    try {
      const asked = this.#interface.toStreamBody(body);
      const sent = this.#interface.create(client, asked, { signal, maxRetries: 0 });
      yield* this.#interface.readStream(readStream(sent, signal, context), context);
    } catch (error) {
      signal?.throwIfAborted();
      throw mapOpenaiError(error, context);
    }
  }

  #replyIn(body: unknown, { names, warnings }: ChatStreamContext): LmResponse | undefined {
    const response = this.#interface.fromResponse(body, names);
    return response && { ...response, model: response.model || this.model, warnings };
  }

  #prepare(request: LmRequest): { readonly body: OpenaiObject; readonly context: ChatStreamContext } {
    const names = toolNamesOf(request);
    const { isOpenai } = this.#client;
    const { body, warnings } = this.#interface.toRequest(request, { model: this.model, isOpenai, names });
    return { body, context: { ...this.#client.contextOf(this.model), names, warnings } };
  }
}
