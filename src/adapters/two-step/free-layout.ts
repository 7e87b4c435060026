import { describeFields } from '../describe-fields';
import { markedInputs } from '../marked-inputs';
import { neutralized } from '../markers';
import type { PromptLayout } from '../prompt-writer';

/**
 * Prompts whose reply has no form: the model thinks and writes freely.
 *
 * @param writeReply how demonstrations show replies.
 */
export function freeLayout(writeReply: PromptLayout['writeReply']): PromptLayout {
  return Object.freeze({
    describeReply: ({ outputFields }) => [
      `Your reply has to state:\n${describeFields(outputFields)}`,
      'The form of the reply is yours. Say in full and without doubt what each of them is.',
    ],
    writeInputs: markedInputs,
    writeReply,
    remind: () => 'Now work the task out in your own words, and state each of the things to reply with.',
    neutralized: (_signature, text) => neutralized(text),
  } satisfies PromptLayout);
}
