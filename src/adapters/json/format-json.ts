import type { LmCapabilities } from '../../lm';
import type { ContentPart, Message } from '../../messages';
import { toJson } from '../../types';
import type { AdapterSignature, AdapterTask, AdapterValues, Prompt } from '../adapter';
import { markerOf, neutralized, neutralizedPart } from '../markers';
import { conversationOf, isConversation } from '../conversation';
import { demoMessages, PARTIAL_NOTE } from '../demo-messages';
import { describeFields } from '../describe-fields';
import { formatValue } from '../format-value';

const memory: Parameters<typeof demoMessages>[0] = new WeakMap();
const systems = new WeakMap<AdapterSignature, Message>();

/** The messages for a task whose reply is one JSON object. Inputs stand under markers, as in the chat format. */
export function formatJson(
  signature: AdapterSignature,
  { inputs, demos = [] }: AdapterTask,
  capabilities: LmCapabilities | undefined,
): Prompt {
  const { inputFields, turns } = conversationOf(signature, inputs);
  const messages: Message[] = [systemMessage(signature)];
  const write = (values: AdapterValues, isWhole: boolean) => turnMessages(signature, values, isWhole);
  for (const demo of demos) messages.push(...demoMessages(memory, signature, demo, write));
  for (const turn of turns) messages.push(...turnMessages(signature, turn, true));
  const names = signature.outputFields.map(({ name }) => `\`${name}\``).join(', ');
  const reminder = `Now reply with one JSON object that has ${names}, and nothing else.`;
  messages.push({ role: 'user', content: inputContent(inputFields, inputs, [], [reminder]) });
  const responseFormat = responseFormatFor(signature, capabilities);
  Object.freeze(messages);
  return Object.freeze(responseFormat === undefined ? { messages } : { messages, responseFormat });
}

/** A reply as one JSON object. */
export function formatJsonReply(signature: AdapterSignature, values: AdapterValues): string {
  const members = signature.outputFields
    .filter(({ name }) => values[name] !== undefined)
    .map(({ name, type }): [string, unknown] => [name, toJson(type, values[name], name)]);
  return JSON.stringify(Object.fromEntries(members), null, 2);
}

function responseFormatFor(
  signature: AdapterSignature,
  capabilities: LmCapabilities | undefined,
): Prompt['responseFormat'] {
  if (capabilities?.jsonSchema === true) {
    const name = signature.name.replaceAll(/[^\w-]/g, '_').slice(0, 64) || 'reply';
    return { type: 'json-schema', name, schema: signature.outputSchema() };
  }
  return capabilities?.jsonMode === true ? { type: 'json' } : undefined;
}

function systemMessage(signature: AdapterSignature): Message {
  let message = systems.get(signature);
  if (message === undefined) {
    const inputs = signature.inputFields.filter((field) => !isConversation(field));
    const members = signature.outputFields.map(({ name }) => `  ${JSON.stringify(name)}: …`).join(',\n');
    const content = [
      ...(inputs.length === 0 ? [] : [`You are given:\n${describeFields(inputs)}`]),
      `You reply with:\n${describeFields(signature.outputFields)}`,
      `The reply is one JSON object in this form:\n\n{\n${members}\n}`,
      `Your task:\n${signature.instructions}`,
    ].join('\n\n');
    systems.set(signature, (message = Object.freeze({ role: 'system', content })));
  }
  return message;
}

function turnMessages(
  signature: AdapterSignature,
  values: AdapterValues,
  isWhole: boolean,
): readonly Message[] {
  const fields = signature.inputFields.filter((field) => !isConversation(field));
  const reply: Message = { role: 'assistant', content: formatJsonReply(signature, values) };
  const isEmpty = fields.every(({ name }) => values[name] === undefined);
  if (isEmpty) return [reply];
  return [{ role: 'user', content: inputContent(fields, values, isWhole ? [] : [PARTIAL_NOTE], []) }, reply];
}

function inputContent(
  fields: AdapterSignature['inputFields'],
  values: AdapterValues,
  before: readonly string[],
  after: readonly string[],
): Message['content'] {
  const parts: ContentPart[] = before.map((text) => ({ type: 'text', text }));
  for (const field of fields) {
    if (values[field.name] === undefined) continue;
    const value = formatValue(field, values[field.name]);
    const marker = markerOf(field.name);
    if (typeof value === 'string') parts.push({ type: 'text', text: `${marker}\n${neutralized(value)}` });
    else parts.push({ type: 'text', text: marker }, ...value.map(neutralizedPart));
  }
  parts.push(...after.map((text): ContentPart => ({ type: 'text', text })));
  const isText = parts.every(({ type }) => type === 'text');
  return isText ? parts.map((part) => (part.type === 'text' ? part.text : '')).join('\n\n') : parts;
}
