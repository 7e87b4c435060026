import type { ContentPart } from '../messages';
import { Prediction } from '../primitives';
import { Image } from '../types';
import { isDate, isErrorLike, isMap, isPlainObject, shorten } from '../util';

const BRAND = Symbol.for('dspex.tool-result');

/** What a tool answered: what the model is shown, and the value behind it. Plain JSON. */
export interface ToolResult {
  /** Text, or parts where there is more than text. */
  readonly content: string | readonly ContentPart[];
  /** The value as JSON, where it is more than text and within the limit. */
  readonly structured?: unknown;
  /** Whether it says why the tool did not do what was asked. */
  readonly isError: boolean;
}

/**
 * A result said in full: for tools that show the model other than what they return.
 *
 * @example
 * ```ts
 * return toolResult({ content: [{ type: 'text', text: 'The chart.' }, image], structured: { points } });
 * ```
 */
export function toolResult(parts: Partial<ToolResult> & Pick<ToolResult, 'content'>): ToolResult {
  const { content, structured, isError = false } = parts;
  const result = { content, ...(structured === undefined ? {} : { structured }), isError };
  Object.defineProperty(result, BRAND, { value: true });
  return Object.freeze(result);
}

/** A result that tells the model what went wrong. */
export function errorResult(reason: string): ToolResult {
  return toolResult({ content: reason, isError: true });
}

/** What a tool's function returned, as a result no longer than `limit` characters. */
export function resultOf(value: unknown, limit: number): ToolResult {
  if (isToolResult(value)) return limited(value, limit);
  if (typeof value === 'string') return toolResult({ content: shorten(value, limit) });
  if (value === undefined) return toolResult({ content: 'Done.' });
  if (Image.is(value)) return toolResult({ content: Image.toParts(value) });
  if (Array.isArray(value) && value.length > 0 && value.every(isShown)) return limited(partsOf(value), limit);
  const json = plainJson(value, new Set());
  const text = JSON.stringify(json) ?? 'null';
  const structured = text.length <= limit ? json : undefined;
  return toolResult({ content: shorten(text, limit), structured });
}

/** The text of a result, other parts named. */
export function textOfResult({ content }: ToolResult): string {
  if (typeof content === 'string') return content;
  return content.map((part) => (part.type === 'text' ? part.text : `(${part.type})`)).join('\n');
}

function isToolResult(value: unknown): value is ToolResult {
  return typeof value === 'object' && value !== null && BRAND in value;
}

const SHOWN: readonly string[] = ['image', 'audio', 'file'];

function isShown(value: unknown): boolean {
  if (typeof value === 'string' || Image.is(value)) return true;
  if (!isPlainObject(value)) return false;
  if (value['type'] === 'text') return typeof value['text'] === 'string';
  return SHOWN.includes(value['type'] as string) && isPlainObject(value['source']);
}

function partsOf(values: readonly unknown[]): ToolResult {
  const isAllText = values.every((value) => typeof value === 'string');
  if (isAllText) return toolResult({ content: JSON.stringify(values), structured: [...values] });
  const content = values.flatMap((value): readonly ContentPart[] => {
    if (typeof value === 'string') return [{ type: 'text', text: value }];
    return Image.is(value) ? Image.toParts(value) : [value as ContentPart];
  });
  return toolResult({ content });
}

/** Text is cut; a value that the text no longer shows is left out. Media stay whole: they are not counted in characters. */
function limited(result: ToolResult, limit: number): ToolResult {
  const { content } = result;
  if (typeof content === 'string') {
    return content.length <= limit
      ? result
      : toolResult({ ...result, content: shorten(content, limit), structured: undefined });
  }
  let left = limit;
  let isCut = false;
  const parts = content.map((part): ContentPart => {
    if (part.type !== 'text') return part;
    const text = shorten(part.text, Math.max(0, left));
    isCut ||= text.length < part.text.length;
    left -= text.length;
    return { ...part, text };
  });
  return toolResult({ ...result, content: parts, structured: isCut ? undefined : result.structured });
}

/** The value as plain JSON; what JSON has no word for is said in text. */
function plainJson(value: unknown, open: Set<object>): unknown {
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'function' || typeof value === 'symbol') return undefined;
  if (typeof value !== 'object' || value === null) return value;
  if (isDate(value)) return Number.isNaN(value.getTime()) ? 'an invalid date' : value.toISOString();
  if (isErrorLike(value)) return value.message;
  if (ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
  if (open.has(value)) return '(the same again)';
  const inner = new Set([...open, value]);
  if (Array.isArray(value)) return value.map((item) => plainJson(item, inner) ?? null);
  const members = isMap(value)
    ? [...value].map(([key, member]) => [String(key), member] as const)
    : membersOf(value);
  return Object.fromEntries(members.map(([key, member]) => [key, plainJson(member, inner)]));
}

function membersOf(value: object): readonly (readonly [string, unknown])[] {
  if (Prediction.isInstance(value)) return Object.entries(value.toJSON());
  const { toJSON } = value as { readonly toJSON?: unknown };
  const json: unknown = typeof toJSON === 'function' ? (toJSON.call(value) as unknown) : value;
  return typeof json === 'object' && json !== null ? Object.entries(json) : [['value', json]];
}
