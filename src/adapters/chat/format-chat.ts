import type { AdapterSignature, AdapterValues } from '../adapter';
import { isConversation } from '../conversation';
import { describeFields } from '../describe-fields';
import { markedInputs } from '../marked-inputs';
import { COMPLETED, markerOf, neutralized } from '../markers';
import type { PromptLayout } from '../prompt-writer';
import { writeField } from '../write-field';

// What reads these prompts may rely on: one system message that lists the inputs and outputs as numbered lines
// "1. `name` (type): description", then pairs of user and assistant turns, then the request as the last user message. In
// the turns each field stands under its marker; a reply ends with the completed marker.

/** The marker format: each field under its marker. */
export const CHAT_LAYOUT: PromptLayout = Object.freeze({
  describeReply: (signature) => {
    const inputs = signature.inputFields.filter((field) => !isConversation(field));
    const slots = [...inputs, ...signature.outputFields].map(({ name }) => `${markerOf(name)}\n{${name}}`);
    return [
      `You reply with:\n${describeFields(signature.outputFields)}`,
      `Each field stands under its marker, in this form:\n\n${[...slots, COMPLETED].join('\n\n')}`,
    ];
  },
  writeInputs: markedInputs,
  writeReply: writeChatReply,
  remind: ({ outputFields }) => {
    const order = outputFields.map(({ name }) => `\`${markerOf(name)}\``).join(', then ');
    return `Now reply with ${order}, and end with \`${COMPLETED}\`.`;
  },
  neutralized: (_signature, text) => neutralized(text),
} satisfies PromptLayout);

function writeChatReply(signature: AdapterSignature, values: AdapterValues): string {
  const sections = signature.outputFields
    .filter(({ name }) => values[name] !== undefined)
    .map((field) => `${markerOf(field.name)}\n${neutralized(writeField(field, values[field.name]))}`);
  return [...sections, COMPLETED].join('\n\n');
}
