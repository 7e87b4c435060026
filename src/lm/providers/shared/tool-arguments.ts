import { isPlainObject } from '../../../util';

/** Arguments of a tool call: an object, or the text that is none. */
export interface ToolArguments {
  readonly arguments: Readonly<Record<string, unknown>>;
  /** The text as it came, when it is no JSON object. */
  readonly invalid?: string;
}

/** A string, which is skipped, or a whole number standing alone. */
const STRING_OR_INTEGER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Reads the arguments that a model wrote. Nothing at all means no arguments.
 *
 * A whole number that JavaScript cannot hold exactly becomes a string of its digits: a wrong number would go unnoticed.
 */
export function parseToolArguments(text: string): ToolArguments {
  if (text.trim() === '') return { arguments: {} };
  try {
    const value: unknown = JSON.parse(text.replace(STRING_OR_INTEGER, quoteUnsafe));
    return isPlainObject(value) ? { arguments: value } : { arguments: {}, invalid: text };
  } catch (error) {
    if (error instanceof SyntaxError || (error as Error).name === 'SyntaxError') {
      return { arguments: {}, invalid: text };
    }
    throw error;
  }
}

function quoteUnsafe(token: string): string {
  const isUnsafe = /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token));
  return isUnsafe ? `"${token}"` : token;
}
