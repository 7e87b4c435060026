import type { ContentPart } from '../messages';
import type { ToolOptions } from './tool-options';
import { toolResult, type ToolResult } from './tool-result';

/** Shorter text is too likely to stand in a result by chance. */
const SHORTEST = 6;

/** Strikes the hidden text values of a tool out of its results. */
export function maskedBy(hidden: ToolOptions['hidden']): (result: ToolResult) => ToolResult {
  const secrets = Object.values(hidden ?? {}).flatMap((value) => {
    const text: unknown = typeof value === 'function' ? (value as () => unknown)() : value;
    return typeof text === 'string' && text.length >= SHORTEST ? [text] : [];
  });
  if (secrets.length === 0) return (result) => result;
  const mask = (text: string): string =>
    secrets.reduce((masked, secret) => masked.replaceAll(secret, () => '(hidden)'), text);
  const maskPart = (part: ContentPart): ContentPart =>
    part.type === 'text' ? { ...part, text: mask(part.text) } : part;
  const maskValue = (value: unknown): unknown => {
    if (typeof value === 'string') return mask(value);
    if (Array.isArray(value)) return value.map(maskValue);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [mask(key), maskValue(member)]));
  };
  return ({ content, structured, isError }) =>
    toolResult({
      content: typeof content === 'string' ? mask(content) : content.map(maskPart),
      structured: maskValue(structured),
      isError,
    });
}
