import { learnedText } from '../../evaluate';
import type { Module } from '../../modules';
import { sha256 } from '../../util';

/**
 * A fingerprint of all that was learned: programs of the same class with the same one answer alike.
 *
 * Demonstrations that JSON cannot hold go in as far as they can be written.
 */
export function identityOf(program: Module): string {
  return sha256(textOf(program)).slice(0, 16);
}

function textOf(program: Module): string {
  try {
    return learnedText(program);
  } catch {
    // Functions, streams and the like: what they are called is all there is to go by.
    const entries = program
      .namedPredictors({ frozen: true })
      .map(([path, { signature, demos }]) => [path, signature.instructions, signature.fields, demos]);
    return JSON.stringify(entries, (_, value: unknown) =>
      typeof value === 'bigint' || typeof value === 'function' ? String(value) : value,
    );
  }
}
