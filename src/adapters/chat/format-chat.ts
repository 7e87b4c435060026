import type { Message } from '../../messages';
import type { AdapterSignature, AdapterTask, AdapterValues, Prompt } from '../adapter';
import { composeContent } from '../compose-content';
import { conversationMessages, conversationOf, isConversation, type WriteTurns } from '../conversation';
import { demoMessages, PARTIAL_NOTE } from '../demo-messages';
import { describeFields } from '../describe-fields';
import { markedInputs } from '../marked-inputs';
import { COMPLETED, markerOf, neutralized } from '../markers';
import { writeField } from '../write-field';

// What reads these prompts may rely on: one system message that lists the inputs and outputs as numbered lines
// "1. `name` (type): description", then pairs of user and assistant turns, then the request as the last user message. In
// the turns each field stands under its marker; a reply ends with the completed marker.

/** The messages for a task in the marker format. */
export function formatChat(
  signature: AdapterSignature,
  { inputs, demos = [] }: AdapterTask,
  maxInputLength?: number,
): Prompt {
  const { inputFields, turns } = conversationOf(signature, inputs);
  const messages: Message[] = [systemMessage(signature)];
  const write: WriteTurns = {
    write: (values, isWhole) => turnMessages(signature, values, isWhole),
    inert: neutralized,
  };
  for (const demo of demos) messages.push(...demoMessages(memory, signature, demo, write));
  messages.push(...conversationMessages(signature, turns, write));
  const pieces = markedInputs(inputFields, inputs, maxInputLength);
  messages.push({ role: 'user', content: composeContent([...pieces, chatReminder(signature)]) });
  return Object.freeze({ messages: Object.freeze(messages) });
}

/** A reply in the marker format. */
export function formatChatReply(signature: AdapterSignature, values: AdapterValues): string {
  const sections = signature.outputFields
    .filter(({ name }) => values[name] !== undefined)
    .map((field) => `${markerOf(field.name)}\n${neutralized(writeField(field, values[field.name]))}`);
  return [...sections, COMPLETED].join('\n\n');
}

const memory: Parameters<typeof demoMessages>[0] = new WeakMap();
const systems = new WeakMap<AdapterSignature, Message>();
const reminders = new WeakMap<AdapterSignature, string>();

function systemMessage(signature: AdapterSignature): Message {
  let message = systems.get(signature);
  if (message === undefined) {
    message = Object.freeze({ role: 'system', content: systemText(signature) });
    systems.set(signature, message);
  }
  return message;
}

function systemText(signature: AdapterSignature): string {
  const inputs = signature.inputFields.filter((field) => !isConversation(field));
  const slots = [...inputs, ...signature.outputFields].map(({ name }) => `${markerOf(name)}\n{${name}}`);
  return [
    ...(inputs.length === 0 ? [] : [`You are given:\n${describeFields(inputs)}`]),
    `You reply with:\n${describeFields(signature.outputFields)}`,
    `Each field stands under its marker, in this form:\n\n${[...slots, COMPLETED].join('\n\n')}`,
    `Your task:\n${signature.instructions}`,
  ].join('\n\n');
}

function turnMessages(
  signature: AdapterSignature,
  values: AdapterValues,
  isWhole: boolean,
): readonly Message[] {
  const fields = signature.inputFields.filter((field) => !isConversation(field));
  const pieces = markedInputs(fields, values, undefined);
  const reply: Message = { role: 'assistant', content: formatChatReply(signature, values) };
  if (pieces.length === 0) return [reply];
  return [{ role: 'user', content: composeContent([...(isWhole ? [] : [PARTIAL_NOTE]), ...pieces]) }, reply];
}

/** What the model is told last: which markers to write. */
export function chatReminder(signature: AdapterSignature): string {
  let reminder = reminders.get(signature);
  if (reminder === undefined) {
    const order = signature.outputFields.map(({ name }) => `\`${markerOf(name)}\``).join(', then ');
    reminder = `Now reply with ${order}, and end with \`${COMPLETED}\`.`;
    reminders.set(signature, reminder);
  }
  return reminder;
}
