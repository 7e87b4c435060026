import type { LmCapabilities } from '../../lm';
import { toJson } from '../../types';
import type { AdapterSignature, AdapterValues, Prompt } from '../adapter';
import { describeFields } from '../describe-fields';
import { markedInputs } from '../marked-inputs';
import { neutralized } from '../markers';
import type { PromptLayout } from '../prompt-writer';

/** The layout of a format whose replies are one JSON object. Inputs stand under markers, as in the chat format. */
export function jsonLayout(describeReply: PromptLayout['describeReply']): PromptLayout {
  return Object.freeze({
    describeReply,
    writeInputs: markedInputs,
    writeReply: writeJsonReply,
    remind: ({ outputFields }) => {
      const names = outputFields.map(({ name }) => `\`${name}\``).join(', ');
      return `Now reply with one JSON object that has ${names}, and nothing else.`;
    },
    neutralized: (_signature, text) => neutralized(text),
  } satisfies PromptLayout);
}

/** Outputs as numbered lines, then the form of the object. */
export const JSON_LAYOUT = jsonLayout(({ outputFields }) => {
  const members = outputFields.map(({ name }) => `  ${JSON.stringify(name)}: …`).join(',\n');
  return [
    `You reply with:\n${describeFields(outputFields)}`,
    `The reply is one JSON object in this form:\n\n{\n${members}\n}`,
  ];
});

/** How the model can be held to JSON; undefined for one that cannot. */
export function responseFormatFor(
  signature: AdapterSignature,
  capabilities: LmCapabilities | undefined,
): Prompt['responseFormat'] {
  if (capabilities?.jsonSchema === true) {
    const name = signature.name.replaceAll(/[^\w-]/g, '_').slice(0, 64) || 'reply';
    return { type: 'json-schema', name, schema: signature.outputSchema() };
  }
  return capabilities?.jsonMode === true ? { type: 'json' } : undefined;
}

function writeJsonReply(signature: AdapterSignature, values: AdapterValues): string {
  const members = signature.outputFields
    .filter(({ name }) => values[name] !== undefined)
    .map(({ name, type }): [string, unknown] => [name, toJson(type, values[name], name)]);
  return JSON.stringify(Object.fromEntries(members), null, 2);
}
