import type { Message as AnthropicMessage } from '@anthropic-ai/sdk/resources/messages';
import {
  NO_USAGE,
  type FinishReason,
  type ReasoningPart,
  type ToolCallPart,
  type Usage,
} from '../../../messages';
import type { LmRequest } from '../../request';
import type { LmResponse } from '../../response';
import { citationsOf } from './citations';
import { parseToolArguments, type ToolArguments } from '../shared/tool-arguments';
import { toolNamesOf } from '../shared/tool-names';

/** Whether what came back has the form of a message. */
export function isAnthropicMessage(body: unknown): body is AnthropicMessage {
  return Array.isArray((body as { readonly content?: unknown } | null)?.content);
}

/** The neutral form of a message. */
export function fromAnthropicResponse(
  message: AnthropicMessage,
  request: LmRequest,
  warnings: readonly string[],
): LmResponse {
  const names = toolNamesOf(request);
  const finishReason = mapFinishReason(message.stop_reason);
  const toolCalls = message.content.flatMap((block): ToolCallPart[] =>
    block.type === 'tool_use'
      ? [
          {
            type: 'tool-call',
            id: block.id,
            name: names.fromProvider(block.name),
            ...toolInput(block.input),
          },
        ]
      : [],
  );
  const citations = citationsOf(message.content);
  const text = message.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  return {
    outputs: [
      {
        text,
        finishReason,
        toolCalls,
        reasoning: reasoningOf(message),
        ...(citations.length === 0 ? {} : { citations }),
        ...(finishReason === 'refusal' ? { refusal: text } : {}),
      },
    ],
    model: message.model,
    usage: toUsage(message.usage),
    cached: false,
    ...(message.id ? { id: message.id } : {}),
    warnings,
  };
}

function reasoningOf(message: AnthropicMessage): readonly ReasoningPart[] {
  return message.content.flatMap((block): ReasoningPart[] => {
    if (block.type === 'thinking') {
      return [{ type: 'reasoning', text: block.thinking, signature: block.signature }];
    }
    // Thoughts that Anthropic keeps to itself: only the sealed form goes back.
    return block.type === 'redacted_thinking'
      ? [{ type: 'reasoning', text: '', signature: block.data, redacted: true }]
      : [];
  });
}

/** A stream, and some gateways, give the input as JSON text. */
function toolInput(input: unknown): ToolArguments {
  if (typeof input === 'string') return parseToolArguments(input);
  return { arguments: (input ?? {}) as Readonly<Record<string, unknown>> };
}

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  max_tokens: 'length',
  model_context_window_exceeded: 'length',
  // Anthropic's own tools went on too long: a reply that has to be continued is not whole.
  pause_turn: 'length',
  tool_use: 'tool-calls',
  refusal: 'refusal',
};

/** The neutral name of Anthropic's stop reason. */
function mapFinishReason(reason: string | null | undefined): FinishReason {
  return FINISH_REASONS[reason ?? ''] ?? 'unknown';
}

/** Anthropic counts cached tokens apart from the others; here, as for all vendors, they are a part of the input. */
export function toUsage(usage: Partial<AnthropicMessage['usage']> | undefined): Usage {
  const cachedInputTokens = usage?.cache_read_input_tokens ?? 0;
  const cacheWriteTokens = usage?.cache_creation_input_tokens ?? 0;
  return {
    ...NO_USAGE,
    requests: 1,
    inputTokens: (usage?.input_tokens ?? 0) + cachedInputTokens + cacheWriteTokens,
    outputTokens: usage?.output_tokens ?? 0,
    cachedInputTokens,
    cacheWriteTokens,
    reasoningTokens: usage?.output_tokens_details?.thinking_tokens ?? 0,
  };
}
