import type { FinishReason, ReasoningPart, ToolCallPart, Usage } from '../../../messages';
import type { LmResponse } from '../../response';
import { countOf, listOf, recordOf, textIn } from '../shared/read-json';
import { parseToolArguments } from '../shared/tool-arguments';
import type { ToolNames } from '../shared/tool-names';

type Json = Readonly<Record<string, unknown>>;

const FINISH_REASONS: Readonly<Record<string, FinishReason>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content-filter',
  'tool-calls': 'tool-calls',
  error: 'error',
};

/** What a model of the AI SDK gave, whole or put together from a stream. */
export interface AiSdkReply {
  readonly content: readonly unknown[];
  readonly finishReason: unknown;
  readonly usage: unknown;
  readonly response: unknown;
  readonly warnings: unknown;
}

/** The neutral form of a reply. */
export function fromAiSdkReply(reply: AiSdkReply, names: ToolNames, model: string): LmResponse {
  const content = reply.content.map(recordOf);
  const toolCalls = content.filter(({ type }) => type === 'tool-call').map((part) => toToolCall(part, names));
  const response = recordOf(reply.response);
  const id = textIn(response['id']);
  return {
    outputs: [
      {
        text: content.map((part) => (part['type'] === 'text' ? textIn(part['text']) : '')).join(''),
        finishReason: finishReasonOf(reply.finishReason),
        toolCalls,
        reasoning: content.filter(({ type }) => type === 'reasoning').map(toReasoning),
      },
    ],
    model: textIn(response['modelId']) || model,
    usage: aiSdkUsage(reply.usage),
    cached: false,
    ...(id === '' ? {} : { id }),
    warnings: listOf(reply.warnings).map((warning) => warningText(recordOf(warning))),
  };
}

/** A word in version 2; in version 3 an object with the word that all providers share. */
function finishReasonOf(reason: unknown): FinishReason {
  const word = textIn(reason) || textIn(recordOf(reason)['unified']);
  return FINISH_REASONS[word] ?? 'unknown';
}

function toToolCall(part: Json, names: ToolNames): ToolCallPart {
  const { input } = part;
  const text = typeof input === 'string' ? input : JSON.stringify(input ?? {});
  return {
    type: 'tool-call',
    id: textIn(part['toolCallId']),
    name: names.fromProvider(textIn(part['toolName'])),
    ...parseToolArguments(text),
  };
}

/** What the provider wants back is in its metadata. */
function toReasoning(part: Json): ReasoningPart {
  const metadata = part['providerMetadata'];
  return {
    type: 'reasoning',
    text: textIn(part['text']),
    ...(metadata === undefined ? {} : { signature: JSON.stringify(metadata) }),
  };
}

/** Plain numbers in version 2, totals with their parts in version 3. */
export function aiSdkUsage(value: unknown): Usage {
  const usage = recordOf(value);
  const [input, output] = [usage['inputTokens'], usage['outputTokens']];
  const count = (plain: unknown, whole: unknown, part: string): number =>
    countOf(plain) || countOf(recordOf(whole)[part]);
  return {
    requests: 1,
    inputTokens: count(input, input, 'total'),
    outputTokens: count(output, output, 'total'),
    cachedInputTokens: count(usage['cachedInputTokens'], input, 'cacheRead'),
    cacheWriteTokens: count(undefined, input, 'cacheWrite'),
    reasoningTokens: count(usage['reasoningTokens'], output, 'reasoning'),
    cacheHits: 0,
  };
}

function warningText(warning: Json): string {
  const what = textIn(warning['setting']) || textIn(warning['feature']) || textIn(warning['type']);
  const details = textIn(warning['details']) || textIn(warning['message']);
  return [what, details].filter(Boolean).join(': ');
}
