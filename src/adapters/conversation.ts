import { History, type FieldType } from '../types';
import type { Field } from '../signatures';
import type { AdapterSignature, AdapterValues } from './adapter';

/** A signature without its conversation, and the conversation. */
export interface Conversation {
  /** The inputs that are shown as fields. */
  readonly inputFields: readonly Field[];
  /** The turns so far, oldest first. */
  readonly turns: readonly AdapterValues[];
}

const NO_TURNS: readonly AdapterValues[] = Object.freeze([]);

/** Whether a field holds a conversation, which is shown as turns and not as a field. */
export function isConversation({ type }: { readonly type: FieldType }): boolean {
  return type.kind === 'custom' && type.type.name === 'History';
}

/** Takes the conversation out of the inputs. */
export function conversationOf(signature: AdapterSignature, inputs: AdapterValues): Conversation {
  const field = signature.inputFields.find(isConversation);
  if (field === undefined) return { inputFields: signature.inputFields, turns: NO_TURNS };
  const history = inputs[field.name];
  return {
    inputFields: signature.inputFields.filter((input) => input !== field),
    turns: History.is(history) ? history.messages : NO_TURNS,
  };
}
