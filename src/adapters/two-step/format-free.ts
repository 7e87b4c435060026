import type { Message } from '../../messages';
import type { AdapterSignature, AdapterTask, AdapterValues, Prompt } from '../adapter';
import { composeContent } from '../compose-content';
import { conversationMessages, conversationOf, isConversation, type WriteTurns } from '../conversation';
import { demoMessages, PARTIAL_NOTE } from '../demo-messages';
import { describeFields } from '../describe-fields';
import { markedInputs } from '../marked-inputs';
import { neutralized } from '../markers';

/** How a reply is written for demonstrations. */
export type WriteReply = (signature: AdapterSignature, values: AdapterValues) => string;

/** What the messages are written with. */
export interface FreeWriting {
  readonly writeReply: WriteReply;
  readonly memory: Parameters<typeof demoMessages>[0];
  readonly maxInputLength: number | undefined;
}

const REMINDER = 'Now work the task out in your own words, and state each of the things to reply with.';

/** The messages for a task whose reply has no form: the model thinks and writes freely. */
export function formatFree(
  signature: AdapterSignature,
  { inputs, demos = [] }: AdapterTask,
  { writeReply, memory, maxInputLength }: FreeWriting,
): Prompt {
  const { inputFields, turns } = conversationOf(signature, inputs);
  const write: WriteTurns = {
    write: (values, isWhole) => turnMessages(signature, values, { isWhole, writeReply }),
    inert: neutralized,
  };
  const messages: Message[] = [systemMessage(signature)];
  for (const demo of demos) messages.push(...demoMessages(memory, signature, demo, write));
  messages.push(...conversationMessages(signature, turns, write));
  const pieces = markedInputs(inputFields, inputs, maxInputLength);
  messages.push({ role: 'user', content: composeContent([...pieces, REMINDER]) });
  return Object.freeze({ messages: Object.freeze(messages) });
}

const systems = new WeakMap<AdapterSignature, Message>();

function systemMessage(signature: AdapterSignature): Message {
  let message = systems.get(signature);
  if (message === undefined) {
    const inputs = signature.inputFields.filter((field) => !isConversation(field));
    const content = [
      ...(inputs.length === 0 ? [] : [`You are given:\n${describeFields(inputs)}`]),
      `Your reply has to state:\n${describeFields(signature.outputFields)}`,
      'The form of the reply is yours. Say in full and without doubt what each of them is.',
      `Your task:\n${signature.instructions}`,
    ].join('\n\n');
    systems.set(signature, (message = Object.freeze({ role: 'system', content })));
  }
  return message;
}

function turnMessages(
  signature: AdapterSignature,
  values: AdapterValues,
  { isWhole, writeReply }: { readonly isWhole: boolean; readonly writeReply: WriteReply },
): readonly Message[] {
  const fields = signature.inputFields.filter((field) => !isConversation(field));
  const pieces = markedInputs(fields, values, undefined);
  const reply: Message = { role: 'assistant', content: writeReply(signature, values) };
  if (pieces.length === 0) return [reply];
  return [{ role: 'user', content: composeContent([...(isWhole ? [] : [PARTIAL_NOTE]), ...pieces]) }, reply];
}
