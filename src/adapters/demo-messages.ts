import type { Message } from '../messages';
import type { AdapterSignature, AdapterValues } from './adapter';
import { conversationMessages, conversationOf, isConversation, type WriteTurns } from './conversation';

/** Told to the model where a demonstration does not show everything. */
export const PARTIAL_NOTE = 'This is an example in which some fields are not shown.';

/** Demonstrations already written, by signature and then by demonstration. */
type Memory = WeakMap<AdapterSignature, WeakMap<object, readonly Message[]>>;

/**
 * The turns of a demonstration, written once for a signature and remembered as long as both are in use: those of its
 * conversation, then its own. A demonstration that shows no input or no output says nothing and gives no turns.
 */
export function demoMessages(
  memory: Memory,
  signature: AdapterSignature,
  demo: object,
  write: WriteTurns,
): readonly Message[] {
  let known = memory.get(signature);
  if (known === undefined) memory.set(signature, (known = new WeakMap()));
  let messages = known.get(demo);
  if (messages === undefined) {
    messages = Object.freeze(writeDemo(signature, demo as AdapterValues, write));
    known.set(demo, messages);
  }
  return messages;
}

function writeDemo(signature: AdapterSignature, demo: AdapterValues, write: WriteTurns): readonly Message[] {
  const values =
    'toJSON' in demo && typeof demo['toJSON'] === 'function' ? (demo.toJSON() as AdapterValues) : demo;
  const has = ({ name }: { readonly name: string }): boolean =>
    Object.hasOwn(values, name) && values[name] !== undefined;
  if (!signature.inputFields.some(has) || !signature.outputFields.some(has)) return [];
  const isWhole = signature.fields.every((field) => has(field) || field.optional || isConversation(field));
  const { turns } = conversationOf(signature, values);
  return [...conversationMessages(signature, turns, write), ...write.write(values, isWhole)];
}
