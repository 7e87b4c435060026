import { isPlainObject } from '../../../util';

/** The JSON object a text consists of, or has between its first and its last brace; undefined if there is none. */
export function readJsonObject(text: string): Record<string, unknown> | undefined {
  const start = text.indexOf('{');
  const end = text.lastIndexOf('}');
  if (start < 0 || end < start) return undefined;
  const value = parsed(text.slice(start, end + 1));
  return isPlainObject(value) ? value : undefined;
}

/** The value of a text that is JSON; the text itself otherwise. */
export function parsedOrText(text: string): unknown {
  return /^[[{"\d-]|^(?:true|false|null)$/.test(text) ? (parsed(text) ?? text) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError || (error as Error).name === 'SyntaxError') return undefined;
    throw error;
  }
}
