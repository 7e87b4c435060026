import { DspyError } from '../errors';
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
  const given =
    'toJSON' in demo && typeof demo['toJSON'] === 'function' ? (demo.toJSON() as AdapterValues) : demo;
  const has = ({ name }: { readonly name: string }): boolean =>
    Object.hasOwn(given, name) && given[name] !== undefined;
  if (!signature.inputFields.some(has) || !signature.outputFields.some(has)) return [];
  const isWhole = signature.fields.every((field) => has(field) || field.optional || isConversation(field));
  const values = withPromptTypes(signature, given);
  const { turns } = conversationOf(signature, values);
  return [...conversationMessages(signature, turns, write), ...write.write(values, isWhole)];
}

/** Values in their saved form, and labels such as a plain yes for a decision, as what they stand for. */
function withPromptTypes(signature: AdapterSignature, values: AdapterValues): AdapterValues {
  const changed: Record<string, unknown> = { ...values };
  for (const field of signature.fields) {
    const { name, type } = field;
    if (type.kind !== 'custom' || isConversation(field) || !Object.hasOwn(values, name)) continue;
    const value = values[name];
    if (value === undefined || value === null || type.type.is(value)) continue;
    changed[name] = revived(() => type.type.fromJson(value), value);
  }
  return changed;
}

/** A demonstration is shown as it is where its value is none of its type. */
function revived(read: () => unknown, value: unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof DspyError || error instanceof TypeError) return value;
    throw error;
  }
}
