import { textOf, type Message } from '../../../messages';
import type { LmRequest } from '../../request';
import { BoundedCache } from './bounded-cache';
import { readFields } from './read-fields';
import { parsedOrText, readJsonObject } from './read-json-object';
import { mentionedFields, readSections } from './read-sections';
import { requiredShape, TEXT, type Slot } from './shape';
import { slotsFromSchema } from './shape-from-schema';

/** A worked example, or a turn of the conversation before: what was asked and what was answered. */
export interface Demo {
  readonly inputs: ReadonlyMap<string, string>;
  readonly outputs: Readonly<Record<string, unknown>>;
  /** All inputs in one text. */
  readonly text: string;
}

/** A prompt as the learner understands it. */
export interface ReadPrompt {
  readonly style: 'sections' | 'json' | 'free';
  readonly instructions: string;
  /** What the request gives, by name; under `text` for a free prompt. */
  readonly inputs: ReadonlyMap<string, string>;
  /** All inputs in one text. */
  readonly text: string;
  readonly outputs: readonly Slot[];
  readonly demos: readonly Demo[];
  /** Same key, same demonstrations. */
  readonly demosKey: string;
}

/** The one output of a prompt in no known format. */
export const FREE_OUTPUT = 'answer';

const pairs = new BoundedCache<Demo & { readonly id: number }>(4096);
let pairsRead = 0;

/** Understands a request: which fields it describes, which demonstrations it shows, what it asks. */
export function readPrompt(request: LmRequest): ReadPrompt {
  const turns = turnsOf(request.messages);
  const system = textsOf(request.messages, 'system');
  const { fields, instructions } = readFields(system);
  const asked = turns.asked;
  const sections = readSections(asked);
  const style = styleOf(request, `${system}\n${asked}`);
  const demos = turns.demos.map(([user, assistant]) => readPair(user, assistant));
  const inputs = inputsOf(asked, sections, fields);
  return {
    style,
    instructions: style === 'free' ? system : instructions,
    inputs,
    text: joined(inputs),
    outputs: outputsOf(request, { style, asked, fields, inputs }),
    demos,
    demosKey: demos.map(({ id }) => id).join(','),
  };
}

/** The texts of user and assistant in pairs, and the last thing the user asked that states the task's inputs. */
function turnsOf(messages: readonly Message[]): { asked: string; demos: [string, string][] } {
  const demos: [string, string][] = [];
  let user: string | undefined;
  for (const message of messages) {
    if (message.role === 'user') user = textOf(message);
    else if (message.role === 'assistant' && user !== undefined) {
      demos.push([user, textOf(message)]);
      user = undefined;
    }
  }
  const isCorrection = demos.length > 0 && user !== undefined && isFollowUp(user, demos.at(-1)?.[0] ?? '');
  const asked = isCorrection || user === undefined ? (demos.pop()?.[0] ?? '') : user;
  return { asked, demos };
}

/** A turn without the sections of the one before asks to mend the reply to that one. */
function isFollowUp(text: string, before: string): boolean {
  const names = readSections(before);
  if (names.size === 0) return false;
  const own = readSections(text);
  return ![...names.keys()].some((name) => own.has(name));
}

function textsOf(messages: readonly Message[], role: Message['role']): string {
  return messages
    .filter((message) => message.role === role)
    .map(textOf)
    .join('\n');
}

function styleOf({ responseFormat }: LmRequest, text: string): ReadPrompt['style'] {
  if (responseFormat !== undefined && responseFormat.type !== 'text') return 'json';
  if (text.includes('[[ ## completed ## ]]')) return 'sections';
  if (/\bJSON\b/.test(text)) return 'json';
  return text.includes('[[ ## ') ? 'sections' : 'free';
}

function inputsOf(
  asked: string,
  sections: ReadonlyMap<string, string>,
  fields: readonly Slot[],
): ReadonlyMap<string, string> {
  if (sections.size === 0) return new Map([['text', asked.trim()]]);
  const inputs = new Map(sections);
  const last = [...inputs.keys()].at(-1) ?? '';
  const known = fields.some(({ name }) => name === last);
  if (known || inputs.size > 0) inputs.set(last, withoutReminder(inputs.get(last) ?? ''));
  return inputs;
}

/** The request closes with a paragraph on the form of the reply; it is not part of the last input. */
function withoutReminder(text: string): string {
  const start = text.lastIndexOf('\n\n');
  const last = text.slice(start < 0 ? 0 : start + 2);
  const isReminder =
    last.includes('[[ ## ') ||
    /^(?:Now |Please )?(?:[Rr]espond|[Rr]eply|Answer|Write|Give)\b.*(?:`|JSON)/s.test(last);
  return isReminder && start >= 0 ? text.slice(0, start).trim() : text;
}

function outputsOf(
  { responseFormat }: LmRequest,
  read: Pick<ReadPrompt, 'style' | 'inputs'> & { asked: string; fields: readonly Slot[] },
): readonly Slot[] {
  const described = read.fields.filter(({ name }) => !read.inputs.has(name));
  const reminded = mentionedFields(read.asked).filter((name) => !read.inputs.has(name));
  const outputs = reminded.length > 0 ? reminded.map((name) => bySlotName(described, name)) : described;
  if (responseFormat?.type === 'json-schema') {
    const slots = slotsFromSchema(responseFormat.schema);
    if (slots.length > 0) return slots.map((slot) => withWords(slot, described));
  }
  return outputs.length > 0 ? outputs : [{ name: FREE_OUTPUT, shape: TEXT, desc: '' }];
}

function bySlotName(slots: readonly Slot[], name: string): Slot {
  return slots.find((slot) => slot.name === name) ?? { name, shape: TEXT, desc: '' };
}

/** Schema and words complete each other: the schema knows the shape, the words may know limits and meanings. */
function withWords(slot: Slot, described: readonly Slot[]): Slot {
  const words = described.find(({ name }) => name === slot.name);
  if (words === undefined) return slot;
  const shape = requiredShape(slot.shape);
  const isVague = shape.kind === 'text' || shape.kind === 'map';
  return { ...slot, shape: isVague ? words.shape : slot.shape, desc: `${slot.desc} ${words.desc}`.trim() };
}

function readPair(user: string, assistant: string): Demo & { readonly id: number } {
  return pairs.get(`${user}\u0000${assistant}`, () => {
    const inputs = inputsOf(user, readSections(user), []);
    return { id: ++pairsRead, inputs, outputs: readReply(assistant), text: joined(inputs) };
  });
}

function readReply(text: string): Readonly<Record<string, unknown>> {
  const sections = readSections(text);
  if (sections.size > 0) {
    return Object.fromEntries([...sections].map(([name, value]) => [name, parsedOrText(value)]));
  }
  return readJsonObject(text) ?? { [FREE_OUTPUT]: text.trim() };
}

function joined(inputs: ReadonlyMap<string, string>): string {
  return [...inputs.values()].join('\n');
}
