import type { ContentPart, Message } from '../../messages';
import type { Field } from '../../signatures';
import type { AdapterSignature, AdapterTask, AdapterValues, Prompt } from '../adapter';
import { conversationOf, isConversation } from '../conversation';
import { demoMessages, PARTIAL_NOTE } from '../demo-messages';
import { describeFields } from '../describe-fields';
import { formatText, formatValue } from '../format-value';
import { COMPLETED, markerOf, neutralized, neutralizedPart } from '../markers';

// What reads these prompts may rely on: one system message that lists the inputs and outputs as numbered lines
// "1. `name` (type): description", then pairs of user and assistant turns, then the request as the last user message. In
// the turns each field stands under its marker; a reply ends with the completed marker.

/** The messages for a task in the marker format. */
export function formatChat(signature: AdapterSignature, { inputs, demos = [] }: AdapterTask): Prompt {
  const { inputFields, turns } = conversationOf(signature, inputs);
  const messages: Message[] = [systemMessage(signature)];
  for (const demo of demos) {
    const write = (values: AdapterValues, isWhole: boolean) => turnMessages(signature, values, isWhole);
    messages.push(...demoMessages(memory, signature, demo, write));
  }
  for (const turn of turns) messages.push(...turnMessages(signature, turn, true));
  messages.push(requestMessage(signature, inputFields, inputs));
  return Object.freeze({ messages: Object.freeze(messages) });
}

/** A reply in the marker format. */
export function formatChatReply(signature: AdapterSignature, values: AdapterValues): string {
  const sections = signature.outputFields
    .filter(({ name }) => values[name] !== undefined)
    .map((field) => `${markerOf(field.name)}\n${outputText(field, values[field.name])}`);
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
  const shown = signature.inputFields.filter(
    (field) => !isConversation(field) && values[field.name] !== undefined,
  );
  const content = contentOf(isWhole ? [] : [PARTIAL_NOTE], shown, values, []);
  const reply: Message = { role: 'assistant', content: formatChatReply(signature, values) };
  return shown.length === 0 ? [reply] : [{ role: 'user', content }, reply];
}

function requestMessage(
  signature: AdapterSignature,
  fields: readonly Field[],
  inputs: AdapterValues,
): Message {
  const shown = fields.filter(({ name }) => inputs[name] !== undefined);
  return { role: 'user', content: contentOf([], shown, inputs, [reminderOf(signature)]) };
}

function reminderOf(signature: AdapterSignature): string {
  let reminder = reminders.get(signature);
  if (reminder === undefined) {
    const order = signature.outputFields.map(({ name }) => `\`${markerOf(name)}\``).join(', then ');
    reminder = `Now reply with ${order}, and end with \`${COMPLETED}\`.`;
    reminders.set(signature, reminder);
  }
  return reminder;
}

/** Sections one below the other: a text, or parts where a value is no text. */
function contentOf(
  before: readonly string[],
  fields: readonly Field[],
  values: AdapterValues,
  after: readonly string[],
): Message['content'] {
  let text = before.join('\n\n');
  const parts: ContentPart[] = [];
  const add = (more: string): void => {
    text = text === '' ? more : `${text}\n\n${more}`;
  };
  for (const field of fields) {
    const value = formatValue(field, values[field.name]);
    if (typeof value === 'string') add(`${markerOf(field.name)}\n${neutralized(value)}`);
    else {
      add(markerOf(field.name));
      parts.push({ type: 'text', text }, ...value.map(neutralizedPart));
      text = '';
    }
  }
  for (const more of after) add(more);
  if (parts.length === 0) return text;
  return text === '' ? parts : [...parts, { type: 'text', text }];
}

/** Text whose outer spaces matter is written as a JSON string, which is read back as such. */
function outputText(field: Field, value: unknown): string {
  const text = formatText(field, value);
  const isFragile = typeof value === 'string' && (text !== text.trim() || text === '' || readsAsQuoted(text));
  return neutralized(isFragile ? JSON.stringify(text) : text);
}

/** Whether a section would be taken for a quoted text. See `parse-chat.ts`. */
function readsAsQuoted(text: string): boolean {
  return unquotedText(text) !== undefined;
}

/** The text a JSON string stands for, where quotes were needed to keep its outer spaces. */
export function unquotedText(text: string): string | undefined {
  if (!text.startsWith('"') || !text.endsWith('"') || text.length < 2) return undefined;
  try {
    const inner = JSON.parse(text) as unknown;
    if (typeof inner !== 'string') return undefined;
    return inner === '' || inner !== inner.trim() || unquotedText(inner) !== undefined ? inner : undefined;
  } catch {
    return undefined;
  }
}
