import { answerSlot } from './answer-slot';
import type { Evidence } from './evidence';
import { FREE_OUTPUT } from './read-prompt';
import type { Slot } from './shape';

const REASONS = /^(?:reasoning|rationale|thoughts?|explanation)$/i;

/** The whole reply, in the form the prompt asks for. Reasons are written last, when there is something to tell. */
export function writeReply(evidence: Evidence): string {
  const { outputs, style } = evidence.prompt;
  const values = new Map<string, unknown>();
  const tellsWhy = (slot: Slot): boolean => slot.shape.kind === 'text' && REASONS.test(slot.name);
  for (const slot of outputs) if (!tellsWhy(slot)) values.set(slot.name, answerSlot(slot, evidence));
  const why = evidence.reasons.join(' ') || 'Nothing in the prompt bears on this.';
  for (const slot of outputs) if (tellsWhy(slot)) values.set(slot.name, why);
  const ordered = outputs.map(({ name }): [string, unknown] => [name, values.get(name)]);
  if (style === 'json') return JSON.stringify(Object.fromEntries(ordered), undefined, 2);
  if (style === 'free') return asText(values.get(FREE_OUTPUT));
  const sections = ordered.map(([name, value]) => `[[ ## ${name} ## ]]\n${asText(value)}`);
  return `${sections.join('\n\n')}\n\n[[ ## completed ## ]]`;
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
