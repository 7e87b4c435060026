import type { LmCapabilities } from '../../lm';
import type { Message } from '../../messages';
import { toJson } from '../../types';
import type { AdapterSignature, AdapterTask, AdapterValues, Prompt } from '../adapter';
import { composeContent } from '../compose-content';
import { conversationMessages, conversationOf, isConversation, type WriteTurns } from '../conversation';
import { demoMessages, PARTIAL_NOTE } from '../demo-messages';
import { describeFields } from '../describe-fields';
import { markedInputs } from '../marked-inputs';
import { neutralized } from '../markers';

/** How the system message of a format whose replies are JSON describes the outputs and the form of the reply. */
export interface JsonLayout {
  /** What stands between the inputs and the task. */
  describeReply(signature: AdapterSignature): readonly string[];
  /** System messages already written. */
  readonly systems: WeakMap<AdapterSignature, Message>;
}

/** Outputs as numbered lines, then the form of the object. */
export const JSON_LAYOUT: JsonLayout = {
  systems: new WeakMap(),
  describeReply: ({ outputFields }) => {
    const members = outputFields.map(({ name }) => `  ${JSON.stringify(name)}: …`).join(',\n');
    return [
      `You reply with:\n${describeFields(outputFields)}`,
      `The reply is one JSON object in this form:\n\n{\n${members}\n}`,
    ];
  },
};

/** What a request in JSON is written with. */
export interface JsonWriting {
  readonly layout: JsonLayout;
  readonly capabilities: LmCapabilities | undefined;
  readonly maxInputLength: number | undefined;
}

const memory: Parameters<typeof demoMessages>[0] = new WeakMap();

/** The messages for a task whose reply is one JSON object. Inputs stand under markers, as in the chat format. */
export function formatJson(
  signature: AdapterSignature,
  { inputs, demos = [] }: AdapterTask,
  { layout, capabilities, maxInputLength }: JsonWriting,
): Prompt {
  const { inputFields, turns } = conversationOf(signature, inputs);
  const messages: Message[] = [systemMessage(signature, layout)];
  const write: WriteTurns = {
    write: (values, isWhole) => turnMessages(signature, values, isWhole),
    inert: neutralized,
  };
  for (const demo of demos) messages.push(...demoMessages(memory, signature, demo, write));
  messages.push(...conversationMessages(signature, turns, write));
  const pieces = markedInputs(inputFields, inputs, maxInputLength);
  messages.push({ role: 'user', content: composeContent([...pieces, jsonReminder(signature)]) });
  const responseFormat = responseFormatFor(signature, capabilities);
  Object.freeze(messages);
  return Object.freeze(responseFormat === undefined ? { messages } : { messages, responseFormat });
}

/** What the model is told last: which members to write. */
export function jsonReminder({ outputFields }: AdapterSignature): string {
  const names = outputFields.map(({ name }) => `\`${name}\``).join(', ');
  return `Now reply with one JSON object that has ${names}, and nothing else.`;
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

function systemMessage(signature: AdapterSignature, { systems, describeReply }: JsonLayout): Message {
  let message = systems.get(signature);
  if (message === undefined) {
    const inputs = signature.inputFields.filter((field) => !isConversation(field));
    const content = [
      ...(inputs.length === 0 ? [] : [`You are given:\n${describeFields(inputs)}`]),
      ...describeReply(signature),
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
  const pieces = markedInputs(fields, values, undefined);
  const reply: Message = { role: 'assistant', content: formatJsonReply(signature, values) };
  if (pieces.length === 0) return [reply];
  return [{ role: 'user', content: composeContent([...(isWhole ? [] : [PARTIAL_NOTE]), ...pieces]) }, reply];
}
