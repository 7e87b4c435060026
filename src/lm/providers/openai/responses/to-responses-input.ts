import type { ContentPart, Message, ReasoningPart, ToolCallPart, ToolResultPart } from '../../../../messages';
import { textOf } from '../../../../messages';
import { LmUnsupportedFeatureError } from '../../../lm-errors';
import type { ToolNames } from '../../shared/tool-names';
import type { OpenaiObject } from '../to-openai-part';

/** One conversation as the items that OpenAI's Responses take. */
export function toResponsesInput(messages: readonly Message[], names: ToolNames): readonly OpenaiObject[] {
  return messages.flatMap((message) => itemsOf(message, names));
}

function itemsOf({ role, content }: Message, names: ToolNames): readonly OpenaiObject[] {
  const parts: readonly ContentPart[] =
    typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  const items: OpenaiObject[] = [];
  let pieces: OpenaiObject[] = [];
  const flush = (): void => {
    if (pieces.length > 0) items.push({ role: role === 'tool' ? 'user' : role, content: pieces });
    pieces = [];
  };
  for (const part of parts) {
    const item = itemOf(part, names);
    if (item !== undefined) {
      flush();
      items.push(item);
    } else if (part.type !== 'reasoning') pieces.push(pieceOf(part, role));
  }
  flush();
  return items;
}

/** What is an item of its own; undefined for a piece of a message, and for thoughts that are not OpenAI's. */
function itemOf(part: ContentPart, names: ToolNames): OpenaiObject | undefined {
  switch (part.type) {
    case 'tool-call':
      return callItem(part, names);
    case 'tool-result':
      return { type: 'function_call_output', call_id: part.id, output: outputOf(part) };
    case 'reasoning':
      return reasoningItem(part);
    default:
      return undefined;
  }
}

function callItem(part: ToolCallPart, names: ToolNames): OpenaiObject {
  const given = part.invalid ?? JSON.stringify(part.arguments);
  return { type: 'function_call', call_id: part.id, name: names.toProvider(part.name), arguments: given };
}

function outputOf({ content, isError }: ToolResultPart): string | readonly OpenaiObject[] {
  const mark = isError === true ? 'Error: ' : '';
  if (typeof content === 'string') return /^error\b/i.test(content) ? content : `${mark}${content}`;
  if (content.every(({ type }) => type === 'text')) return mark + textOf({ role: 'tool', content });
  return content.map((part) => pieceOf(part, 'user'));
}

/** What {@link signatureOf} wrote. */
function reasoningItem({ signature }: ReasoningPart): OpenaiObject | undefined {
  if (signature === undefined || !signature.startsWith('{"id":')) return undefined;
  const { id, encrypted, summary } = JSON.parse(signature) as Record<string, unknown>;
  return {
    type: 'reasoning',
    id,
    summary: Array.isArray(summary) ? summary : [],
    ...(encrypted === undefined ? {} : { encrypted_content: encrypted }),
  };
}

/** The sealed form of a thought, to be given back in a later turn. */
export function signatureOf(item: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    id: item['id'],
    encrypted: item['encrypted_content'] ?? undefined,
    summary: item['summary'] ?? undefined,
  });
}

function pieceOf(part: ContentPart, role: Message['role']): OpenaiObject {
  if (part.type === 'text')
    return { type: role === 'assistant' ? 'output_text' : 'input_text', text: part.text };
  if (part.type === 'image') return imagePiece(part);
  if (part.type === 'file' || part.type === 'document') return filePiece(part);
  throw unsupported(`a part of the type ${part.type}`);
}

function imagePiece({ source, mediaType, detail }: Extract<ContentPart, { type: 'image' }>): OpenaiObject {
  const settings = { detail: detail ?? 'auto' };
  switch (source.kind) {
    case 'url':
      return { type: 'input_image', image_url: source.url, ...settings };
    case 'base64':
      return {
        type: 'input_image',
        image_url: `data:${mediaType ?? 'image/png'};base64,${source.data}`,
        ...settings,
      };
    case 'file-id':
      return { type: 'input_image', file_id: source.id, ...settings };
    case 'text':
      throw unsupported('an image given as text');
  }
}

function filePiece(part: Extract<ContentPart, { type: 'file' | 'document' }>): OpenaiObject {
  const { source, mediaType = 'application/pdf' } = part;
  const name = part.type === 'file' ? part.filename : part.title;
  switch (source.kind) {
    case 'file-id':
      return { type: 'input_file', file_id: source.id };
    case 'url':
      return { type: 'input_file', file_url: source.url };
    case 'text':
      return { type: 'input_text', text: name === undefined ? source.text : `${name}:\n${source.text}` };
    case 'base64':
      return {
        type: 'input_file',
        filename: name ?? 'document.pdf',
        file_data: `data:${mediaType};base64,${source.data}`,
      };
  }
}

function unsupported(what: string): LmUnsupportedFeatureError {
  return new LmUnsupportedFeatureError({
    problem: `OpenAI's Responses cannot carry ${what}; nothing was sent.`,
    fix: "give it as text, or use { api: 'chat' }.",
  });
}
