import type { OpenAI } from 'openai';
import type { LanguageModel, LmCall, LmCapabilities } from '../../../language-model';
import type { LmOptions } from '../../../lm-options';
import type { LmRequest } from '../../../request';
import type { LmResponse } from '../../../response';
import type { LmStreamEvent } from '../../../stream-event';
import { readStream } from '../../shared/stream-reply';
import { toolNamesOf } from '../../shared/tool-names';
import { isReasoningModel } from '../is-reasoning-model';
import { errorInOpenaiReply, mapOpenaiError } from '../map-openai-error';
import { OpenaiBatches } from '../openai-batches';
import { OpenaiClient, type OpenaiServer } from '../openai-client';
import type { ChatStreamContext } from '../stream-chat';
import type { OpenaiObject } from '../to-openai-part';
import { fromResponsesResponse } from './from-responses-response';
import { streamResponses } from './stream-responses';
import { toResponsesRequest } from './to-responses-request';

/** OpenAI's Responses, through OpenAI's own SDK. Nothing is kept on the server between calls unless `extra` asks for it. */
export class OpenaiResponsesLM implements LanguageModel {
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
    this.capabilities = {
      jsonSchema: true,
      jsonMode: true,
      tools: true,
      manyOutputs: false,
      reasoning: isReasoningModel(model),
      ...options.capabilities,
    };
  }

  /** The same server answers the two interfaces differently, so they share no cached reply. */
  get endpoint(): string {
    return `${this.#client.endpoint}/responses`;
  }

  get tenant(): string {
    return this.#client.tenant;
  }

  get batches(): OpenaiBatches {
    return new OpenaiBatches(this.#client, this.model, {
      url: '/v1/responses',
      bodyOf: (request) => this.#prepare(request).body,
      read: (body, request) => {
        const { names, warnings } = this.#prepare(request).context;
        const response = fromResponsesResponse(body, names);
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
      const parameters = body as unknown as OpenAI.Responses.ResponseCreateParamsNonStreaming;
      reply = await client.responses.create(parameters, { signal, maxRetries: 0 });
    } catch (error) {
      signal?.throwIfAborted();
      throw mapOpenaiError(error, context);
    }
    const isFailed = (reply as { readonly status?: unknown } | null)?.status === 'failed';
    const response = isFailed ? undefined : fromResponsesResponse(reply, context.names);
    if (response === undefined) throw errorInOpenaiReply(reply, context);
    return { ...response, model: response.model || this.model, warnings: context.warnings };
  }

  async *doStream(request: LmRequest, { signal }: LmCall): AsyncGenerator<LmStreamEvent> {
    signal?.throwIfAborted();
    const { body, context } = this.#prepare(request);
    const client = await this.#client.get();
    try {
      const parameters = {
        ...body,
        stream: true,
      } as unknown as OpenAI.Responses.ResponseCreateParamsStreaming;
      const sent = client.responses.create(parameters, { signal, maxRetries: 0 });
      yield* streamResponses(readStream(sent, signal, context), context);
    } catch (error) {
      signal?.throwIfAborted();
      throw mapOpenaiError(error, context);
    }
  }

  #prepare(request: LmRequest): { readonly body: OpenaiObject; readonly context: ChatStreamContext } {
    const names = toolNamesOf(request);
    const { isOpenai } = this.#client;
    const { body, warnings } = toResponsesRequest(request, { model: this.model, isOpenai, names });
    return { body, context: { ...this.#client.contextOf(this.model), names, warnings } };
  }
}

/** Models that OpenAI serves through Responses alone. */
const RESPONSES_ONLY = /^(?:o\d.*-pro|gpt-\d.*-pro|gpt-\d.*-codex|codex-|computer-use|.*-deep-research)/;

/** Whether OpenAI's own server has the model only there. */
export function needsResponses(model: string): boolean {
  return RESPONSES_ONLY.test(model);
}
