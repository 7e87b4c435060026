import type { KnownKeys } from './known-keys';

/** A member with a key that the schema knows, found inside a text whose closing quote is missing. */
export interface BareMember {
  readonly key: string;
  /** How many characters before the end of the text it begins, its comma included. */
  readonly length: number;
  /** Where its value begins, counted from there. */
  readonly valueAt: number;
}

const AT_END = /(?:,|\n)\s*([\p{L}\p{N}_$.-]{1,80})\s*:\s*$/u;
const ANYWHERE = /(?:,|\n)[ \t]*(?:\r?\n[ \t]*)?["']?([\p{L}\p{N}_$.-]{1,80})["']?[ \t]*:[ \t]*/gu;

/** The first member of that kind in a text: one that ends it, or one anywhere. */
export function bareMemberWithin(text: string, keys: KnownKeys, isAtEnd: boolean): BareMember | undefined {
  if (isAtEnd) {
    const match = AT_END.exec(text);
    const key = match?.[1];
    if (match === null || key === undefined || !keys.has(key)) return undefined;
    return { key, length: text.length - match.index, valueAt: match[0].length };
  }
  for (const match of text.matchAll(ANYWHERE)) {
    const key = match[1];
    if (key !== undefined && keys.has(key))
      return { key, length: text.length - match.index, valueAt: match[0].length };
  }
  return undefined;
}

/**
 * A text without the brackets and fence at its end that cannot be its own: they close what is open around a text that lacks
 * its closing quote.
 */
export function withoutClosers(text: string, depth: number): string {
  let at = text.length;
  let closers = 0;
  while (at > 0 && '}]`\n\r\t '.includes(text[at - 1] ?? '')) {
    at--;
    if ('}]'.includes(text[at] ?? '')) closers++;
  }
  if (closers === 0 || closers > depth || isUnbalanced(text, at)) return text;
  return text.slice(0, at);
}

function isUnbalanced(text: string, end: number): boolean {
  let open = 0;
  for (let at = 0; at < end; at++) {
    const sign = text[at] ?? '';
    if ('{['.includes(sign)) open++;
    else if ('}]'.includes(sign)) open = Math.max(0, open - 1);
  }
  return open > 0;
}
