import type { ContentPart, Message, ToolCallPart, ToolResultPart } from '../../../messages';
import { textOf } from '../../../messages';
import type { ToolNames } from '../shared/tool-names';
import { toOpenaiPart, type OpenaiObject } from './to-openai-part';

/**
 * One conversation in OpenAI's shape. A turn with tool results becomes one message per result; what a result holds
 * besides text follows as a user message after all results, since tool messages carry text alone.
 */
export function toOpenaiMessages(messages: readonly Message[], names: ToolNames): readonly OpenaiObject[] {
  const converted: OpenaiObject[] = [];
  let media: ContentPart[] = [];
  const flush = (): void => {
    if (media.length > 0) converted.push({ role: 'user', content: media.map(toOpenaiPart) });
    media = [];
  };
  for (const message of messages) {
    const results = toolResultsOf(message);
    if (results.length === 0) flush();
    for (const result of results) {
      converted.push({ role: 'tool', tool_call_id: result.id, content: textOfResult(result) });
      media.push(...mediaOf(result));
    }
    const rest = withoutResults(message);
    if (rest !== undefined) {
      flush();
      converted.push(toOpenaiMessage(rest, names));
    }
  }
  flush();
  return converted;
}

function toOpenaiMessage({ role, content }: Message, names: ToolNames): OpenaiObject {
  if (typeof content === 'string') return { role, content };
  const calls = content.filter((part): part is ToolCallPart => part.type === 'tool-call');
  const shown = content.filter((part) => part.type !== 'tool-call' && part.type !== 'reasoning');
  const isText = shown.every((part) => part.type === 'text');
  const body = isText ? textOf({ role, content: shown }) : shown.map(toOpenaiPart);
  if (calls.length === 0) return { role, content: body };
  return {
    role,
    content: shown.length === 0 ? null : body,
    tool_calls: calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: {
        name: names.toProvider(call.name),
        arguments: call.invalid ?? JSON.stringify(call.arguments),
      },
    })),
  };
}

function toolResultsOf({ content }: Message): readonly ToolResultPart[] {
  if (typeof content === 'string') return [];
  return content.filter((part): part is ToolResultPart => part.type === 'tool-result');
}

/** What a turn says besides tool results; undefined when there is nothing. */
function withoutResults(message: Message): Message | undefined {
  if (typeof message.content === 'string') return message;
  const content = message.content.filter((part) => part.type !== 'tool-result');
  if (content.length === message.content.length) return message;
  return content.length === 0
    ? undefined
    : { role: message.role === 'tool' ? 'user' : message.role, content };
}

/** Chat completions have no mark for a failed tool, so the text says it. */
function textOfResult({ content, isError }: ToolResultPart): string {
  const text = typeof content === 'string' ? content : textOf({ role: 'tool', content });
  return isError === true && !/^error\b/i.test(text) ? `Error: ${text}` : text;
}

function mediaOf({ content }: ToolResultPart): readonly ContentPart[] {
  return typeof content === 'string' ? [] : content.filter((part) => part.type !== 'text');
}
