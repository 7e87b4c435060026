import { type ContentPart, type MediaSource, type Message } from '../../../messages';
import { LmUnsupportedFeatureError } from '../../lm-errors';
import type { ToolNames } from '../shared/tool-names';

/** A piece of a request's body. */
export type AnthropicObject = Record<string, unknown>;

/** One turn as Anthropic takes it. */
export interface AnthropicTurn {
  readonly role: string;
  readonly content: AnthropicObject[];
}

/** Turns must alternate, so neighbours of one side are put together. */
export function mergeTurns(messages: readonly Message[], names: ToolNames): AnthropicTurn[] {
  const turns: AnthropicTurn[] = [];
  for (const { role, content } of messages) {
    const side = role === 'assistant' ? 'assistant' : 'user';
    const blocks =
      typeof content === 'string'
        ? textBlocks(content)
        : content.filter(isSendable).map((part) => toBlock(part, names));
    const last = turns.at(-1);
    if (last?.role === side) last.content.push(...blocks);
    else turns.push({ role: side, content: blocks });
  }
  return turns.filter(({ content }) => content.length > 0);
}

/** Anthropic refuses text of nothing but white space. */
function textBlocks(text: string): AnthropicObject[] {
  return text.trim() === '' ? [] : [{ type: 'text', text }];
}

/** Thoughts are taken back only with Anthropic's own signature. */
function isSendable(part: ContentPart): boolean {
  if (part.type === 'reasoning') return part.signature !== undefined;
  return part.type !== 'text' || part.text.trim() !== '';
}

function toBlock(part: ContentPart, names: ToolNames): AnthropicObject {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image', source: sourceOf(part.source, part.mediaType ?? 'image/png') };
    case 'file':
      return given({
        type: 'document',
        source: sourceOf(part.source, part.mediaType ?? 'application/pdf'),
        title: part.filename,
      });
    case 'document':
      return given({
        type: 'document',
        source: sourceOf(part.source, part.mediaType ?? 'application/pdf'),
        title: part.title,
        context: part.context,
        citations: part.citations === true ? { enabled: true } : undefined,
      });
    case 'tool-call':
      return { type: 'tool_use', id: part.id, name: names.toProvider(part.name), input: part.arguments };
    case 'tool-result':
      return given({
        type: 'tool_result',
        tool_use_id: part.id,
        content:
          typeof part.content === 'string'
            ? part.content
            : part.content.map((inner) => toBlock(inner, names)),
        is_error: part.isError,
      });
    case 'reasoning':
      return part.redacted === true
        ? { type: 'redacted_thinking', data: part.signature }
        : { type: 'thinking', thinking: part.text, signature: part.signature };
    case 'audio':
      throw new LmUnsupportedFeatureError(
        { problem: 'Anthropic takes no audio: nothing was sent.' },
        { provider: 'anthropic' },
      );
  }
}

function sourceOf(source: MediaSource, mediaType: string): object {
  switch (source.kind) {
    case 'base64':
      return { type: 'base64', media_type: mediaType, data: source.data };
    case 'url':
      return { type: 'url', url: source.url };
    case 'text':
      return { type: 'text', media_type: 'text/plain', data: source.text };
    case 'file-id':
      return { type: 'file', file_id: source.id };
  }
}

/** The members that are set. */
export function given(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
