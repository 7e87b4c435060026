import { excerpt } from '../util';

/** One thing that is wrong with a value. */
export interface Issue {
  /** Where, such as `items[0].sku`. */
  readonly path: string;
  /** What would have been right, as an end of "expected …". */
  readonly expected: string;
  /** What is there instead, cut short. */
  readonly found: string;
  /** Both in one sentence. */
  readonly message: string;
}

/** Makes an issue; the sentence follows from the parts unless given. */
export function issueAt(path: string, expected: string, value: unknown, message?: string): Issue {
  const found = show(value);
  return { path, expected, found, message: message ?? `expected ${expected}, found ${found}` };
}

/** A value for a message: short, and never the whole of a long text. */
export function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null) return showObject(value);
  return excerpt(typeof value === 'string' ? JSON.stringify(value) : String(value), 80);
}

function showObject(value: object): string {
  try {
    return excerpt(JSON.stringify(value) ?? typeof value, 80);
  } catch {
    return 'an object that JSON cannot hold';
  }
}
