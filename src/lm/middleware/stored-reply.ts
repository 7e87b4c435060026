import { deepFreeze, isPlainObject } from '../../util';
import type { LmResponse } from '../response';

/**
 * A reply out of a store; undefined for anything else. The checksum is the store's affair; a user's own store may hold
 * anything.
 */
export function readStored(text: string): LmResponse | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isResponse(value) ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Replies whose text is longer are read anew each time. */
const LONGEST = 65_536;
const MOST = 256;

/** The last replies that were read, frozen, so that the same text need not be read again. */
export class ParsedReplies {
  readonly #replies = new Map<string, { readonly text: string; readonly response: LmResponse }>();

  /** @param text what the store has under the key; the same string as before costs nothing. */
  read(key: string, text: string): LmResponse | undefined {
    const known = this.#replies.get(key);
    if (known !== undefined && known.text === text) return known.response;
    const response = readStored(text);
    if (response === undefined || text.length > LONGEST) return response;
    if (this.#replies.size >= MOST) {
      for (const oldest of this.#replies.keys()) {
        this.#replies.delete(oldest);
        break;
      }
    }
    this.#replies.delete(key);
    this.#replies.set(key, { text, response: deepFreeze(response) });
    return response;
  }
}

function isResponse(value: unknown): value is LmResponse {
  if (!isPlainObject(value) || !isPlainObject(value['usage'])) return false;
  const { outputs, warnings, model } = value;
  return (
    typeof model === 'string' &&
    Array.isArray(warnings) &&
    Array.isArray(outputs) &&
    outputs.length > 0 &&
    outputs.every(isOutput)
  );
}

function isOutput(value: unknown): boolean {
  return (
    isPlainObject(value) &&
    typeof value['text'] === 'string' &&
    typeof value['finishReason'] === 'string' &&
    Array.isArray(value['toolCalls']) &&
    Array.isArray(value['reasoning'])
  );
}
