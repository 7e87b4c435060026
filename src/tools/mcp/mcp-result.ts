import type { ContentPart } from '../../messages';
import { isPlainObject } from '../../util';
import { toolResult, type ToolResult } from '../tool-result';

/** What an MCP tool answered, as a result: text, pictures, sounds, files and structured values. */
export function resultFromMcp(answer: unknown): ToolResult {
  const { content, structuredContent, isError } = isPlainObject(answer) ? answer : {};
  const parts = (Array.isArray(content) ? content : []).map(partOf);
  const [only] = parts;
  const isText = parts.length === 1 && only?.type === 'text';
  const standing =
    parts.length === 0
      ? structuredContent === undefined
        ? 'Done.'
        : JSON.stringify(structuredContent)
      : parts;
  return toolResult({
    content: isText ? only.text : standing,
    structured: structuredContent,
    isError: isError === true,
  });
}

/** One block of content. What has no counterpart is shown as JSON. */
function partOf(block: unknown): ContentPart {
  const { type, text, data, mimeType, uri, name, resource } = isPlainObject(block) ? block : {};
  const mediaType = typeof mimeType === 'string' ? mimeType : undefined;
  if (type === 'text' && typeof text === 'string') return { type, text };
  if (type === 'image' && typeof data === 'string') {
    return { type, source: { kind: 'base64', data }, ...(mediaType === undefined ? {} : { mediaType }) };
  }
  if (type === 'audio' && typeof data === 'string') {
    return { type, source: { kind: 'base64', data }, mediaType: mediaType ?? 'audio/wav' };
  }
  if (type === 'resource' && isPlainObject(resource)) return resourcePart(resource);
  if (type === 'resource_link')
    return { type: 'text', text: `${String(name ?? 'A resource')}: ${String(uri)}` };
  return { type: 'text', text: JSON.stringify(block) ?? '' };
}

function resourcePart({ uri, text, blob, mimeType }: Record<string, unknown>): ContentPart {
  if (typeof text === 'string') return { type: 'text', text: `${String(uri)}:\n${text}` };
  if (typeof blob !== 'string') return { type: 'text', text: String(uri) };
  const mediaType = typeof mimeType === 'string' ? { mediaType: mimeType } : {};
  const filename = String(uri).split('/').at(-1) ?? 'resource';
  return { type: 'file', source: { kind: 'base64', data: blob }, filename, ...mediaType };
}
