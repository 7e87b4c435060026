import type { ContentPart, MediaSource, Message, ToolResultPart } from '../../../messages';
import { textOf } from '../../../messages';
import { LmUnsupportedFeatureError } from '../../lm-errors';
import type { ToolNames } from '../shared/tool-names';

/** One conversation as the AI SDK's models take it. */
export function toAiSdkPrompt(messages: readonly Message[], names: ToolNames): readonly object[] {
  return messages.flatMap((message) => turnsOf(message, names));
}

function turnsOf({ role, content }: Message, names: ToolNames): readonly object[] {
  if (role === 'system') return [{ role, content: textOf({ role, content }) }];
  const parts: readonly ContentPart[] =
    typeof content === 'string' ? [{ type: 'text', text: content }] : content;
  const results = parts.filter((part): part is ToolResultPart => part.type === 'tool-result');
  const others = parts.filter((part) => part.type !== 'tool-result').flatMap((part) => partOf(part, names));
  return [
    ...(results.length === 0
      ? []
      : [{ role: 'tool', content: results.map((part) => resultOf(part, names)) }]),
    ...(others.length === 0 ? [] : [{ role: role === 'tool' ? 'user' : role, content: others }]),
  ];
}

function partOf(part: Exclude<ContentPart, ToolResultPart>, names: ToolNames): readonly object[] {
  switch (part.type) {
    case 'text':
      return [{ type: 'text', text: part.text }];
    case 'image':
      return [fileOf(part.source, part.mediaType ?? 'image/*')];
    case 'audio':
      return [fileOf(part.source, part.mediaType)];
    case 'file':
      return [fileOf(part.source, part.mediaType ?? 'application/pdf', part.filename)];
    case 'document':
      return [fileOf(part.source, part.mediaType ?? 'application/pdf', part.title)];
    case 'tool-call':
      return [
        {
          type: 'tool-call',
          toolCallId: part.id,
          toolName: names.toProvider(part.name),
          input: part.invalid ?? part.arguments,
        },
      ];
    case 'reasoning':
      return [
        {
          type: 'reasoning',
          text: part.text,
          ...(part.signature?.startsWith('{') === true
            ? { providerOptions: JSON.parse(part.signature) as object }
            : {}),
        },
      ];
  }
}

function fileOf(source: MediaSource, mediaType: string, filename?: string): object {
  const name = filename === undefined ? {} : { filename };
  switch (source.kind) {
    case 'base64':
      return { type: 'file', data: source.data, mediaType, ...name };
    case 'url':
      return { type: 'file', data: new URL(source.url), mediaType, ...name };
    case 'text':
      return { type: 'text', text: filename === undefined ? source.text : `${filename}:\n${source.text}` };
    case 'file-id':
      throw new LmUnsupportedFeatureError({
        problem: 'The AI SDK takes no file by its id; nothing was sent.',
        fix: 'give the content inline as base64, or by URL.',
      });
  }
}

function resultOf({ id, name, content, isError }: ToolResultPart, names: ToolNames): object {
  const text = typeof content === 'string' ? content : textOf({ role: 'tool', content });
  const output = { type: isError === true ? 'error-text' : 'text', value: text };
  return { type: 'tool-result', toolCallId: id, toolName: names.toProvider(name), output };
}
