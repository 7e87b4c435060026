import type { FinishReason, ReasoningPart, ToolCallPart, Usage } from '../../../../messages';
import type { LmResponse } from '../../../response';
import { countOf, listOf, recordOf, textIn } from '../../shared/read-json';
import { parseToolArguments } from '../../shared/tool-arguments';
import type { ToolNames } from '../../shared/tool-names';
import { logprobsOf } from '../logprobs';
import { signatureOf } from './to-responses-input';

type Json = Readonly<Record<string, unknown>>;

/** A body of OpenAI's Responses as a neutral response; undefined when it is none. */
export function fromResponsesResponse(body: unknown, names: ToolNames): LmResponse | undefined {
  const reply = recordOf(body);
  if (!Array.isArray(reply['output'])) return undefined;
  const items = listOf(reply['output']).map(recordOf);
  const content = items
    .filter(({ type }) => type === 'message')
    .flatMap((item) => listOf(item['content']).map(recordOf));
  const text = content
    .map((piece) => (piece['type'] === 'output_text' ? textIn(piece['text']) : ''))
    .join('');
  const refusal = content.map((piece) => textIn(piece['refusal'])).join('');
  const toolCalls = items
    .filter(({ type }) => type === 'function_call')
    .map((item) => toToolCall(item, names));
  const finishReason = finishReasonOf(reply, { refusal, calls: toolCalls.length });
  return {
    outputs: [
      {
        text,
        finishReason,
        toolCalls,
        reasoning: items.filter(({ type }) => type === 'reasoning').map(toReasoning),
        ...(refusal === '' ? {} : { refusal }),
        ...logprobsOf(content.flatMap((piece) => listOf(piece['logprobs']))),
      },
    ],
    model: textIn(reply['model']),
    usage: usageOf(reply['usage']),
    cached: false,
    ...(textIn(reply['id']) === '' ? {} : { id: textIn(reply['id']) }),
    warnings: [],
  };
}

function finishReasonOf(reply: Json, found: { refusal: string; calls: number }): FinishReason {
  if (found.refusal !== '') return 'refusal';
  switch (reply['status']) {
    case 'completed':
    case undefined:
      return found.calls > 0 ? 'tool-calls' : 'stop';
    case 'incomplete':
      return recordOf(reply['incomplete_details'])['reason'] === 'content_filter'
        ? 'content-filter'
        : 'length';
    default:
      return 'error';
  }
}

function toToolCall(item: Json, names: ToolNames): ToolCallPart {
  return {
    type: 'tool-call',
    id: textIn(item['call_id']) || textIn(item['id']),
    name: names.fromProvider(textIn(item['name'])),
    ...parseToolArguments(textIn(item['arguments'])),
  };
}

/** The thoughts themselves where the server tells them, else their summary. */
function toReasoning(item: Json): ReasoningPart {
  const pieces = listOf(item['content']).length > 0 ? listOf(item['content']) : listOf(item['summary']);
  const text = pieces.map((piece) => textIn(recordOf(piece)['text'])).join('');
  return { type: 'reasoning', text, signature: signatureOf(item) };
}

function usageOf(value: unknown): Usage {
  const usage = recordOf(value);
  return {
    requests: 1,
    inputTokens: countOf(usage['input_tokens']),
    outputTokens: countOf(usage['output_tokens']),
    cachedInputTokens: countOf(recordOf(usage['input_tokens_details'])['cached_tokens']),
    cacheWriteTokens: countOf(recordOf(usage['input_tokens_details'])['cache_write_tokens']),
    reasoningTokens: countOf(recordOf(usage['output_tokens_details'])['reasoning_tokens']),
    cacheHits: 0,
  };
}
