import { textOf, type ContentPart, type Message } from '../messages';
import { sharedHistory, type HistoryEntry } from './history';
import type { LmResponse } from './response';

/**
 * The last model calls of this process as text to print: what was asked, what came back, what it took.
 *
 * Unlike DSPy's `inspect_history` it prints nothing itself.
 *
 * @param count how many calls. @default 1
 */
export function inspectHistory(count = 1): string {
  return formatHistory(sharedHistory().entries().slice(-count));
}

/** Calls as text, oldest first. */
export function formatHistory(entries: readonly HistoryEntry[]): string {
  if (entries.length === 0) return 'No model call yet.\n';
  return entries.map(formatEntry).join('\n\n');
}

function formatEntry(entry: HistoryEntry): string {
  const when = new Date(entry.startedAt).toISOString();
  const sections = [
    `[${when}] ${entry.provider}/${entry.model}, ${Math.round(entry.duration)} ms`,
    ...entry.request.messages.map((message) => `${capitalise(message.role)}:\n\n${formatMessage(message)}`),
  ];
  if (entry.response !== undefined) sections.push(...formatResponse(entry.response));
  if (entry.error !== undefined) sections.push(`Failed [${entry.error.code}]:\n\n${entry.error.message}`);
  return sections.join('\n\n\n') + '\n';
}

function formatMessage(message: Message): string {
  if (typeof message.content === 'string') return message.content;
  return message.content.map(formatPart).join('\n');
}

function formatPart(part: ContentPart): string {
  if (part.type === 'text' || part.type === 'reasoning') return part.text;
  if (part.type === 'tool-call')
    return `<tool call ${part.id}: ${part.name}(${JSON.stringify(part.arguments)})>`;
  if (part.type === 'tool-result') {
    const content =
      typeof part.content === 'string' ? part.content : textOf({ role: 'tool', content: part.content });
    return `<tool result ${part.id}: ${content}>`;
  }
  const { source } = part;
  const size = source.kind === 'base64' ? `${source.data.length} characters of base64` : source.kind;
  return `<${part.type}${part.mediaType === undefined ? '' : ` ${part.mediaType}`}: ${size}>`;
}

function formatResponse({ outputs, usage, cached, warnings }: LmResponse): readonly string[] {
  const sections = outputs.map((output, index) => {
    const title = outputs.length === 1 ? 'Response' : `Response ${index + 1}`;
    const calls = output.toolCalls.map(formatPart);
    const ending = output.finishReason === 'stop' ? '' : ` (${output.finishReason})`;
    return `${title}${ending}:\n\n${[output.text, output.refusal, ...calls].filter(Boolean).join('\n')}`;
  });
  const price = usage.cost === undefined ? '' : `, $${Number(usage.cost.toPrecision(4))}`;
  const from = cached ? 'from the cache' : `${usage.inputTokens} + ${usage.outputTokens} tokens${price}`;
  return [...sections, ...warnings.map((warning) => `Warning: ${warning}`), from];
}

function capitalise(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
