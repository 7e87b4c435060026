import type { OpenAI } from 'openai';
import { isReasoningModel } from '../is-reasoning-model';
import type { OpenaiInterface } from '../openai-interface';
import { fromResponsesResponse } from './from-responses-response';
import { streamResponses } from './stream-responses';
import { toResponsesRequest } from './to-responses-request';

/** OpenAI's Responses. Nothing is kept on the server between calls unless `extra` asks for it. */
export const RESPONSES: OpenaiInterface = Object.freeze({
  batchUrl: '/v1/responses',
  endpointSuffix: '/responses',
  capabilitiesOf: (model) => ({
    jsonSchema: true,
    jsonMode: true,
    tools: true,
    manyOutputs: false,
    reasoning: isReasoningModel(model),
  }),
  toRequest: toResponsesRequest,
  toStreamBody: (body) => ({ ...body, stream: true }),
  create: (client, body, options) =>
    client.responses.create(
      body as unknown as OpenAI.Responses.ResponseCreateParams,
      options,
    ) as PromiseLike<unknown>,
  isFailure: (reply) => (reply as { readonly status?: unknown } | null)?.status === 'failed',
  fromResponse: fromResponsesResponse,
  readStream: streamResponses,
} satisfies OpenaiInterface);

/** Models that OpenAI serves through Responses alone. */
const RESPONSES_ONLY = /^(?:o\d.*-pro|gpt-\d.*-pro|gpt-\d.*-codex|codex-|computer-use|.*-deep-research)/;

/** Whether OpenAI's own server has the model only there. */
export function needsResponses(model: string): boolean {
  return RESPONSES_ONLY.test(model);
}
