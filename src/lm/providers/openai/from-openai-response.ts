import type { ChatCompletion } from 'openai/resources/chat/completions';
import { NO_USAGE, type FinishReason, type ToolCallPart, type Usage } from '../../../messages';
import type { LmRequest } from '../../request';
import type { LmOutput, LmResponse } from '../../response';
import { parseToolArguments } from '../shared/tool-arguments';
import { toolNamesOf, type ToolNames } from '../shared/tool-names';

/** Whether what came back has the form of a chat completion. */
export function isChatCompletion(body: unknown): body is ChatCompletion {
  const { choices } = (body ?? {}) as { readonly choices?: unknown };
  return Array.isArray(choices) && choices.length > 0;
}

/** The neutral form of a chat completion. */
export function fromOpenaiResponse(
  model: string,
  completion: ChatCompletion,
  request: LmRequest,
): LmResponse {
  const names = toolNamesOf(request);
  return {
    outputs: completion.choices.map((choice) => toOutput(choice, names)),
    model: completion.model ?? model,
    usage: toUsage(completion.usage),
    cached: false,
    ...(completion.id ? { id: completion.id } : {}),
    warnings: [],
  };
}

function toOutput({ message, finish_reason: reason }: ChatCompletion.Choice, names: ToolNames): LmOutput {
  const { content, refusal } = message;
  const { reasoning_content: reasoning } = message as { readonly reasoning_content?: string | null };
  const toolCalls = (message.tool_calls ?? []).flatMap((call, index) => toToolCall(call, index, names));
  return {
    text: content ?? '',
    finishReason: typeof refusal === 'string' && refusal !== '' ? 'refusal' : mapFinishReason(reason),
    toolCalls,
    reasoning:
      typeof reasoning === 'string' && reasoning !== '' ? [{ type: 'reasoning', text: reasoning }] : [],
    ...(typeof refusal === 'string' && refusal !== '' ? { refusal } : {}),
  };
}

type OpenaiToolCall = NonNullable<ChatCompletion.Choice['message']['tool_calls']>[number];

/** Some compatible servers give no id; a result must name one. */
function toToolCall(call: OpenaiToolCall, index: number, names: ToolNames): ToolCallPart[] {
  if (!('function' in call)) return [];
  const { arguments: given } = parseToolArguments(call.function.arguments);
  return [
    {
      type: 'tool-call',
      id: call.id || `call_${index}`,
      name: names.fromProvider(call.function.name),
      arguments: given,
    },
  ];
}

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  content_filter: 'content-filter',
};

/** The neutral name of OpenAI's finish reason. */
export function mapFinishReason(reason: string | null | undefined): FinishReason {
  return FINISH_REASONS[reason ?? ''] ?? 'unknown';
}

function toUsage(usage: ChatCompletion['usage']): Usage {
  return {
    ...NO_USAGE,
    requests: 1,
    inputTokens: usage?.prompt_tokens ?? 0,
    outputTokens: usage?.completion_tokens ?? 0,
    cachedInputTokens: usage?.prompt_tokens_details?.cached_tokens ?? 0,
    reasoningTokens: usage?.completion_tokens_details?.reasoning_tokens ?? 0,
  };
}
