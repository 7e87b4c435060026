import type { ContentPart } from '../../messages';
import type { Field } from '../../signatures';
import type { AdapterSignature, AdapterValues } from '../adapter';
import type { Piece } from '../compose-content';
import { isConversation } from '../conversation';
import { cutValue } from '../cut-text';
import { describeFields } from '../describe-fields';
import { formatValue } from '../format-value';
import { mapPartText } from '../map-part-text';
import { neutralized as withoutMarkers } from '../markers';
import type { GivenInputs, PromptLayout } from '../prompt-writer';
import { signatureTags } from './signature-tags';
import { writeXmlField, xmlForm } from './write-xml';

/** Each field in a tag of its own. */
export const XML_LAYOUT: PromptLayout = Object.freeze({
  describeReply,
  writeInputs,
  writeReply: writeXmlReply,
  remind: ({ outputFields }) =>
    `Now reply with ${outputFields.map(({ name }) => `\`<${name}>\``).join(', then ')}, and nothing else.`,
  neutralized: (signature, text) => inertFor(signature)(text),
} satisfies PromptLayout);

function writeXmlReply(signature: AdapterSignature, values: AdapterValues): string {
  const { all } = signatureTags(signature);
  return signature.outputFields
    .filter(({ name }) => values[name] !== undefined)
    .map((field) => writeXmlField(field, values[field.name], all))
    .join('\n\n');
}

function describeReply(signature: AdapterSignature): readonly string[] {
  const inputs = signature.inputFields.filter((field) => !isConversation(field));
  const forms = [
    ...inputs.map(({ name }) => `<${name}>\n{${name}}\n</${name}>`),
    ...signature.outputFields.map(({ name, type }) => xmlForm(name, type)),
  ];
  const { hasNull } = signatureTags(signature);
  return [
    `You reply with:\n${describeFields(signature.outputFields)}`,
    `Each field stands in a tag of its own, its text as it is, in this form:\n\n${forms.join('\n\n')}`,
    ...(hasNull ? ['A tag that is closed at once, such as `<name/>`, means null.'] : []),
  ];
}

/** What disarms text for this signature: no tag and no marker of a field is left in it. */
function inertFor(signature: AdapterSignature): (text: string) => string {
  const { all } = signatureTags(signature);
  return (text) => withoutMarkers(all.neutralized(text));
}

/** Inputs in their tags. */
function writeInputs(
  signature: AdapterSignature,
  fields: readonly Field[],
  { values, maxInputLength }: GivenInputs,
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
