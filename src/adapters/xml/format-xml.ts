import type { ContentPart, Message } from '../../messages';
import type { Field } from '../../signatures';
import type { AdapterSignature, AdapterTask, AdapterValues, Prompt } from '../adapter';
import { composeContent, type Piece } from '../compose-content';
import { conversationMessages, conversationOf, isConversation, type WriteTurns } from '../conversation';
import { cutValue } from '../cut-text';
import { demoMessages, PARTIAL_NOTE } from '../demo-messages';
import { describeFields } from '../describe-fields';
import { formatValue } from '../format-value';
import { mapPartText } from '../map-part-text';
import { neutralized as withoutMarkers } from '../markers';
import { signatureTags } from './signature-tags';
import { writeXmlField, xmlForm } from './write-xml';

const memory: Parameters<typeof demoMessages>[0] = new WeakMap();
const systems = new WeakMap<AdapterSignature, Message>();

/** The messages for a task whose fields stand in tags. */
export function formatXml(
  signature: AdapterSignature,
  { inputs, demos = [] }: AdapterTask,
  maxInputLength?: number,
): Prompt {
  const { inputFields, turns } = conversationOf(signature, inputs);
  const messages: Message[] = [systemMessage(signature)];
  const write: WriteTurns = {
    write: (values, isWhole) => turnMessages(signature, values, isWhole),
    inert: inertFor(signature),
  };
  for (const demo of demos) messages.push(...demoMessages(memory, signature, demo, write));
  messages.push(...conversationMessages(signature, turns, write));
  const pieces = inputPieces(signature, inputFields, { values: inputs, maxInputLength });
  messages.push({ role: 'user', content: composeContent([...pieces, xmlReminder(signature)]) });
  return Object.freeze({ messages: Object.freeze(messages) });
}

/** A reply with each output in its tag. */
export function formatXmlReply(signature: AdapterSignature, values: AdapterValues): string {
  const { all } = signatureTags(signature);
  return signature.outputFields
    .filter(({ name }) => values[name] !== undefined)
    .map((field) => writeXmlField(field, values[field.name], all))
    .join('\n\n');
}

/** What the model is told last: which tags to write. */
export function xmlReminder({ outputFields }: AdapterSignature): string {
  return `Now reply with ${outputFields.map(({ name }) => `\`<${name}>\``).join(', then ')}, and nothing else.`;
}

function systemMessage(signature: AdapterSignature): Message {
  let message = systems.get(signature);
  if (message === undefined)
    systems.set(signature, (message = Object.freeze({ role: 'system', content: systemText(signature) })));
  return message;
}

function systemText(signature: AdapterSignature): string {
  const inputs = signature.inputFields.filter((field) => !isConversation(field));
  const forms = [
    ...inputs.map(({ name }) => `<${name}>\n{${name}}\n</${name}>`),
    ...signature.outputFields.map(({ name, type }) => xmlForm(name, type)),
  ];
  const { hasNull } = signatureTags(signature);
  return [
    ...(inputs.length === 0 ? [] : [`You are given:\n${describeFields(inputs)}`]),
    `You reply with:\n${describeFields(signature.outputFields)}`,
    `Each field stands in a tag of its own, its text as it is, in this form:\n\n${forms.join('\n\n')}`,
    ...(hasNull ? ['A tag that is closed at once, such as `<name/>`, means null.'] : []),
    `Your task:\n${signature.instructions}`,
  ].join('\n\n');
}

function turnMessages(
  signature: AdapterSignature,
  values: AdapterValues,
  isWhole: boolean,
): readonly Message[] {
  const fields = signature.inputFields.filter((field) => !isConversation(field));
  const pieces = inputPieces(signature, fields, { values });
  const reply: Message = { role: 'assistant', content: formatXmlReply(signature, values) };
  if (pieces.length === 0) return [reply];
  return [{ role: 'user', content: composeContent([...(isWhole ? [] : [PARTIAL_NOTE]), ...pieces]) }, reply];
}

/** What disarms text for this signature: no tag and no marker of a field is left in it. */
export function inertFor(signature: AdapterSignature): (text: string) => string {
  const { all } = signatureTags(signature);
  return (text) => withoutMarkers(all.neutralized(text));
}

/** Inputs in their tags. */
function inputPieces(
  signature: AdapterSignature,
  fields: readonly Field[],
  {
    values,
    maxInputLength,
  }: { readonly values: AdapterValues; readonly maxInputLength?: number | undefined },
): readonly Piece[] {
  const inert = inertFor(signature);
  return fields
    .filter(({ name }) => values[name] !== undefined)
    .flatMap((field): Piece[] => {
      const { name } = field;
      const value = cutValue(formatValue(field, values[name]), maxInputLength);
      if (typeof value === 'string') return [`<${name}>\n${inert(value)}\n</${name}>`];
      const parts = value.map((part): ContentPart => mapPartText(part, inert));
      return [`<${name}>`, parts, `</${name}>`];
    });
}
