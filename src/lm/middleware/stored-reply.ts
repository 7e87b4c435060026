import { isPlainObject } from '../../util';
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
