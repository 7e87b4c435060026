import type { Example } from '../../primitives';
import { excerpt } from '../../util';

/** Longer values are cut in the middle of nowhere for nobody but a prompt model. */
const LONGEST_VALUE = 2_000;

/** A record as lines of `name: value`; what is no text as JSON. */
export function renderRecord(record: Readonly<Record<string, unknown>>, indent = ''): string {
  return Object.entries(record)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${indent}${name}: ${renderValue(value).replace(/\n/g, `\n${indent}  `)}`)
    .join('\n');
}

/** Examples one below the other, numbered, labels included. */
export function renderExamples(examples: readonly Example[]): string {
  return examples
    .map((example, index) => `Example ${index + 1}\n${renderRecord(example.toJSON(), '  ')}`)
    .join('\n\n');
}

function renderValue(value: unknown): string {
  return excerpt(typeof value === 'string' ? value : jsonOf(value), LONGEST_VALUE);
}

function jsonOf(value: unknown): string {
  const seen = new Set<unknown>();
  const text = JSON.stringify(value, (_, part: unknown) => {
    if (typeof part === 'bigint' || typeof part === 'function') return String(part);
    if (typeof part !== 'object' || part === null) return part;
    if (seen.has(part)) return '(again)';
    seen.add(part);
    return part;
  });
  return text ?? String(value);
}
