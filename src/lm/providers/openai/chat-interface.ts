import type { OpenAI } from 'openai';
import { fromOpenaiResponse } from './from-openai-response';
import type { OpenaiInterface } from './openai-interface';
import { streamChat } from './stream-chat';
import { toOpenaiRequest } from './to-openai-request';

/** Chat completions: what all servers of this protocol speak. */
export const CHAT_COMPLETIONS: OpenaiInterface = Object.freeze({
  batchUrl: '/v1/chat/completions',
  endpointSuffix: '',
  capabilitiesOf: () => ({ jsonSchema: true, jsonMode: true, tools: true, manyOutputs: true }),
  toRequest: toOpenaiRequest,
  toStreamBody: (body) => ({ stream_options: { include_usage: true }, ...body, stream: true }),
  create: (client, body, options) =>
    client.chat.completions.create(
      body as unknown as OpenAI.ChatCompletionCreateParams,
      options,
    ) as PromiseLike<unknown>,
  isFailure: () => false,
  fromResponse: fromOpenaiResponse,
  readStream: streamChat,
} satisfies OpenaiInterface);
