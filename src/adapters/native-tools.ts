import type { Message } from '../messages';
import type { Field } from '../signatures';
import type { AdapterSignature, AdapterTask, AdapterValues } from './adapter';
import { conversationOf, isConversation } from './conversation';
import { describeFields } from './describe-fields';
import { formatValue } from './format-value';
import { markerOf, neutralized, neutralizedPart } from './markers';

/** The messages of a task for a model that answers by calling tools: no output fields are asked for in words. */
export interface NativePrompt {
  /** The task and what the inputs are. */
  readonly system: Message;
  /** The turns of the conversation so far. */
  readonly conversation: readonly Message[];
  /** The inputs. */
  readonly request: Message;
}

/**
 * Formats a task without a word on the form of the reply: the model's tools say what it can answer.
 *
 * @param isShown which inputs stand in the request; the others are shown in another way.
 */
export function formatNative(
  signature: AdapterSignature,
  { inputs }: AdapterTask,
  isShown: (field: Field) => boolean,
): NativePrompt {
  const { inputFields, turns } = conversationOf(signature, inputs);
  const shown = inputFields.filter(isShown);
  const told = shown.length === 0 ? [] : [`You are given:\n${describeFields(shown)}`];
  const system: Message = {
    role: 'system',
    content: [...told, `Your task:\n${signature.instructions}`].join('\n\n'),
  };
  const conversation = turns.flatMap((turn) => conversationTurn(signature, turn, isShown));
  return { system, conversation, request: { role: 'user', content: nativeContent(shown, inputs) } };
}

/** Values of fields, each under its marker: text, or parts where a value is no text. */
export function nativeContent(fields: readonly Field[], values: AdapterValues): Message['content'] {
  const parts = fields
    .filter(({ name }) => values[name] !== undefined)
    .flatMap((field, index) => {
      const head = `${index === 0 ? '' : '\n\n'}${markerOf(field.name)}\n`;
      const value = formatValue(field, values[field.name]);
      if (typeof value === 'string') return [{ type: 'text', text: head + neutralized(value) } as const];
      return [{ type: 'text', text: head } as const, ...value.map(neutralizedPart)];
    });
  const isText = parts.every(({ type }) => type === 'text');
  return isText ? parts.map((part) => ('text' in part ? part.text : '')).join('') : parts;
}

/** An earlier turn: what was asked, and what was answered, as text. */
function conversationTurn(
  signature: AdapterSignature,
  turn: AdapterValues,
  isShown: (field: Field) => boolean,
): Message[] {
  const inputs = signature.inputFields.filter((field) => isShown(field) && !isConversation(field));
  const asked = nativeContent(inputs, turn);
  const names = new Set(signature.inputFields.map(({ name }) => name));
  const answered = Object.entries(turn)
    .filter(([name, value]) => !names.has(name) && value !== undefined && value !== null)
    .map(([name, value]) => `${markerOf(name)}\n${neutralized(textOf(signature, name, value))}`)
    .join('\n\n');
  return [
    ...(asked === '' ? [] : [{ role: 'user', content: asked } as const]),
    ...(answered === '' ? [] : [{ role: 'assistant', content: answered } as const]),
  ];
}

function textOf(signature: AdapterSignature, name: string, value: unknown): string {
  const field = signature.outputFields.find((output) => output.name === name);
  const formatted = field === undefined ? undefined : formatValue(field, value);
  if (typeof formatted === 'string') return formatted;
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
