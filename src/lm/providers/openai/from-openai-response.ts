import type { FinishReason, ReasoningPart, ToolCallPart, Usage } from '../../../messages';
import { isPlainObject } from '../../../util';
import type { LmOutput, LmResponse } from '../../response';
import { countOf, listOf, recordOf, textIn } from '../shared/read-json';
import { logprobsOf } from './logprobs';
import { parseToolArguments } from '../shared/tool-arguments';
import type { ToolNames } from '../shared/tool-names';

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  content_filter: 'content-filter',
  tool_calls: 'tool-calls',
  function_call: 'tool-calls',
  error: 'error',
};

/**
 * A body of chat completions as a neutral response; undefined when it is none.
 *
 * Compatible servers leave out much, so nothing but `choices` is taken for granted.
 */
export function fromOpenaiResponse(body: unknown, names: ToolNames): LmResponse | undefined {
  const reply = recordOf(body);
  const choices = listOf(reply['choices']).filter(isPlainObject);
  if (choices.length === 0) return undefined;
  const id = textIn(reply['id']);
  return {
    outputs: choices.map((choice) => toOutput(choice, names)),
    model: textIn(reply['model']),
    usage: usageOf(reply['usage']),
    cached: false,
    ...(id === '' ? {} : { id }),
    warnings: [],
  };
}

function toOutput(choice: Record<string, unknown>, names: ToolNames): LmOutput {
  const message = recordOf(choice['message']);
  const toolCalls = listOf(message['tool_calls']).map((call, index) => toToolCall(call, index, names));
  const refusal = textIn(message['refusal']);
  const reason = FINISH_REASONS[textIn(choice['finish_reason'])] ?? 'unknown';
  return {
    text: contentText(message['content']),
    finishReason: finishReasonOf(reason, { refusal, calls: toolCalls.length }),
    toolCalls: withOwnIds(toolCalls),
    reasoning: reasoningOf(message),
    ...(refusal === '' ? {} : { refusal }),
    ...logprobsOf(recordOf(choice['logprobs'])['content']),
  };
}

/** Some servers end a tool call with `stop`, and a refusal always does. */
function finishReasonOf(
  reason: FinishReason,
  { refusal, calls }: { refusal: string; calls: number },
): FinishReason {
  if (refusal !== '') return 'refusal';
  return calls > 0 && (reason === 'stop' || reason === 'unknown') ? 'tool-calls' : reason;
}

function toToolCall(call: unknown, index: number, names: ToolNames): ToolCallPart {
  const { id, function: target } = recordOf(call);
  const { name, arguments: given } = recordOf(target);
  const text = typeof given === 'string' ? given : JSON.stringify(given ?? {});
  return {
    type: 'tool-call',
    id: textIn(id) || `call_${index}`,
    name: names.fromProvider(textIn(name)),
    ...parseToolArguments(text),
  };
}

/** Results are matched by id, so two calls of one id would swallow each other. */
function withOwnIds(calls: readonly ToolCallPart[]): readonly ToolCallPart[] {
  const seen = new Set<string>();
  return calls.map((call, index) => {
    const id = seen.has(call.id) ? `${call.id}_${index}` : call.id;
    seen.add(id);
    return id === call.id ? call : { ...call, id };
  });
}

/** The text of content, given as such or in parts. */
export function contentText(content: unknown): string {
  if (typeof content === 'string') return content;
  return listOf(content)
    .map((part) => textIn(recordOf(part)['text']))
    .join('');
}

/** `reasoning_content` with vLLM and DeepSeek, `reasoning` with Ollama and OpenRouter. */
export function reasoningText(message: Record<string, unknown>): string {
  return textIn(message['reasoning_content']) || textIn(message['reasoning']);
}

function reasoningOf(message: Record<string, unknown>): readonly ReasoningPart[] {
  const text = reasoningText(message);
  return text === '' ? [] : [{ type: 'reasoning', text }];
}

/** The neutral form of OpenAI's counters. */
export function usageOf(value: unknown): Usage {
  const usage = recordOf(value);
  const input = recordOf(usage['prompt_tokens_details']);
  const output = recordOf(usage['completion_tokens_details']);
  return {
    requests: 1,
    inputTokens: countOf(usage['prompt_tokens']),
    outputTokens: countOf(usage['completion_tokens']),
    cachedInputTokens: countOf(input['cached_tokens']),
    cacheWriteTokens: countOf(input['cache_write_tokens']),
    reasoningTokens: countOf(output['reasoning_tokens']),
    cacheHits: 0,
  };
}
