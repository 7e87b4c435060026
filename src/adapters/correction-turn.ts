import type { LmOutput } from '../lm';
import type { ContentPart, Message, ToolResultPart } from '../messages';
import type { Correction, CorrectionIssue } from '../primitives';
import { excerpt } from '../util';
import type { AdapterSignature } from './adapter';
import type { Format } from './format';
import type { ReadOutput } from './read-response';

const MOST_ISSUES = 10;
const MOST_CHARACTERS = 200;

/** The record of a correction: the reply and what was wrong with it. */
export function correctionOf(route: string, { output, failure, broken }: ReadOutput): Correction {
  const issues: readonly CorrectionIssue[] =
    failure === undefined
      ? broken.map(({ path, message }) => ({ path, message }))
      : failure.issues.map(({ path, expected, found }) => ({
          path,
          message: found === 'missing' ? 'is missing' : `expected ${expected}, found ${excerpt(found, 120)}`,
        }));
  return Object.freeze({ route, reply: output.text, issues: Object.freeze(issues) });
}

/**
 * The turns that follow a reply which cannot be used: the reply as the model gave it, every tool call in it answered, then
 * what is wrong and in what form to reply. What the turn quotes cannot pass for a field.
 */
export function correctionTurn(
  { format, signature }: { readonly format: Format; readonly signature: AdapterSignature },
  output: LmOutput,
  { issues }: Correction,
): readonly Message[] {
  const quoted = (text: string): string => format.neutralized(signature, excerpt(text, MOST_CHARACTERS));
  const lines = issues
    .slice(0, MOST_ISSUES)
    .map(({ path, message }) => `- ${quoted(path)}: ${quoted(message)}`);
  const more = issues.length > MOST_ISSUES ? [`- and ${issues.length - MOST_ISSUES} more`] : [];
  const isEmpty = output.text.trim() === '' && output.toolCalls.length === 0;
  const opening = isEmpty ? 'Your reply was empty:' : 'Your reply cannot be used as it is:';
  const content = [
    [opening, ...lines, ...more].join('\n'),
    'Write the whole reply again with this put right.',
    format.remind(signature),
  ].join('\n\n');
  return isEmpty ? [{ role: 'user', content }] : [...replyTurns(output), { role: 'user', content }];
}

/** What the model said; providers want a result for every tool call before anything else. */
function replyTurns({ text, toolCalls, reasoning }: LmOutput): readonly Message[] {
  if (toolCalls.length === 0) return [{ role: 'assistant', content: text }];
  const spoken: readonly ContentPart[] = text.trim() === '' ? [] : [{ type: 'text', text }];
  // Thoughts that were sealed go back with the calls they led to.
  const sealed = reasoning.filter(({ signature }) => signature !== undefined);
  const results = toolCalls.map(({ id, name }): ToolResultPart => ({
    type: 'tool-result',
    id,
    name,
    content: 'Not run: the reply could not be used.',
    isError: true,
  }));
  return [
    { role: 'assistant', content: [...sealed, ...spoken, ...toolCalls] },
    { role: 'tool', content: results },
  ];
}
