import type { Message } from '../messages';
import type { Field } from '../signatures';
import { History, type FieldType, type Turn } from '../types';
import { isPlainObject } from '../util';
import type { AdapterSignature, AdapterValues } from './adapter';

/** A signature without its conversation, and the conversation. */
export interface Conversation {
  /** The inputs that are shown as fields. */
  readonly inputFields: readonly Field[];
  /** The turns so far, oldest first. */
  readonly turns: readonly Turn[];
}

const NO_TURNS: readonly Turn[] = Object.freeze([]);

/** Whether a field holds a conversation, which is shown as turns and not as a field. */
export function isConversation({ type }: { readonly type: FieldType }): boolean {
  if (type.kind === 'custom') return type.type.name === 'History';
  if (type.kind !== 'union') return false;
  const options = type.options.filter(({ kind }) => kind !== 'null');
  return options.length === 1 && options.every((option) => isConversation({ type: option }));
}

/** Takes the conversation out of the inputs. */
export function conversationOf(signature: AdapterSignature, inputs: AdapterValues): Conversation {
  const field = signature.inputFields.find(isConversation);
  if (field === undefined) return { inputFields: signature.inputFields, turns: NO_TURNS };
  return {
    inputFields: signature.inputFields.filter((input) => input !== field),
    turns: turnsIn(inputs[field.name]),
  };
}

/** The turns of a conversation: of a `History`, of its saved form, or given as a list. */
function turnsIn(value: unknown): readonly Turn[] {
  if (History.is(value)) return value.messages;
  const list = isPlainObject(value) ? value['messages'] : value;
  return Array.isArray(list) ? list.filter(isPlainObject) : NO_TURNS;
}

/** How one format writes turns. */
export interface WriteTurns {
  /** The turns that show values of fields. */
  readonly write: (values: AdapterValues, isWhole: boolean) => readonly Message[];
  /** Text in which nothing can pass for structure of the format. */
  readonly inert: (text: string) => string;
}

/** The messages of a conversation. A turn holds values of fields, or is a message by itself: `{ role, content }`. */
export function conversationMessages(
  signature: AdapterSignature,
  turns: readonly Turn[],
  { write, inert }: WriteTurns,
): readonly Message[] {
  return turns.flatMap((turn) => {
    const { role, content } = turn;
    const isMessage = typeof role === 'string' && typeof content === 'string';
    if (!isMessage || signature.fields.some(({ name }) => name === 'role' || name === 'content'))
      return write(turn, true);
    return [{ role: role === 'assistant' ? 'assistant' : 'user', content: inert(content) }];
  });
}
