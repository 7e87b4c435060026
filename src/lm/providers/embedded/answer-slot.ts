import { chooseBoolean, chooseLabel, rankLabels, votesOf } from './choose-label';
import type { Evidence } from './evidence';
import { extractSpan, sentencesOf } from './extract-span';
import type { Shape, Slot } from './shape';

const COPY_FROM = 0.3;
const ALSO_CHOSEN = 0.6;

/** A value for the slot, of its shape. */
export function answerSlot(slot: Slot, evidence: Evidence): unknown {
  const { shape } = slot;
  switch (shape.kind) {
    case 'choice':
      return chooseLabel(slot, shape.choices, evidence);
    case 'boolean':
      return chooseBoolean(slot, evidence);
    case 'number':
      return answerNumber(slot, shape, evidence);
    case 'date':
      return answerDate(slot, shape.time, evidence);
    case 'list':
      return answerList(slot, shape.items, evidence);
    case 'object':
      return Object.fromEntries(
        shape.properties.map((property) => [property.name, answerProperty(property, evidence)]),
      );
    case 'map':
      return copied(slot, evidence, (value) => typeof value === 'object') ?? {};
    case 'null':
      return null;
    case 'maybe':
      return answerMaybe(slot, shape.of, evidence);
    case 'text':
      return answerText(slot, evidence);
  }
}

/** Demonstrations hold whole objects, so a property is answered from the text alone. */
function answerProperty(property: Slot, evidence: Evidence): unknown {
  return answerSlot(property, { ...evidence, neighbours: [] });
}

/** Null only where a number or a date was asked for and the text has none. */
function answerMaybe(slot: Slot, of: Shape, evidence: Evidence): unknown {
  const { text } = evidence.prompt;
  const [nearest] = evidence.neighbours;
  if (nearest !== undefined && nearest.similarity > COPY_FROM && nearest.demo.outputs[slot.name] === null)
    return null;
  if (of.kind === 'number' && !/\d/.test(text)) return null;
  if (of.kind === 'date' && dateIn(text) === undefined) return null;
  return answerSlot({ ...slot, shape: of }, evidence);
}

/** A label where demonstrations repeat their answers, the nearest one's answer where it is near, else a quotation. */
function answerText(slot: Slot, evidence: Evidence): string {
  const { neighbours, prompt } = evidence;
  const answers = prompt.demos
    .map(({ outputs }) => outputs[slot.name])
    .filter((value) => typeof value === 'string');
  const isLabel = answers.length >= 2 && new Set(answers).size < answers.length;
  if (isLabel) return String(chooseLabel(slot, [...new Set(answers)], evidence));
  const quotes = neighbours.filter(({ demo }) => demo.text.includes(String(demo.outputs[slot.name]))).length;
  const near = copied(slot, evidence, (value) => typeof value === 'string');
  if (typeof near === 'string' && quotes < neighbours.length) {
    evidence.reasons.push(`The nearest demonstration answers "${near}".`);
    return near;
  }
  const span = extractSpan(slot, prompt);
  evidence.reasons.push(
    `The ${slot.name} is quoted from the input, where it shares most words with what is asked.`,
  );
  return span;
}

function answerNumber(slot: Slot, shape: Extract<Shape, { kind: 'number' }>, evidence: Evidence): number {
  if (/confidence|probability|certainty/i.test(slot.name)) return fitted(evidence.confidence, shape);
  const copy = copied(slot, evidence, (value) => typeof value === 'number');
  if (typeof copy === 'number') return fitted(copy, shape);
  const found = numbersIn(evidence.prompt.text).find((value) => fitted(value, shape) === value);
  const votes = [...votesOf(slot.name, evidence.neighbours)].sort((left, right) => right[1] - left[1]);
  return fitted(found ?? Number(votes[0]?.[0] ?? 0), shape);
}

/** Within the limits, whole where it must be, and always a number. */
function fitted(value: number, { integer, min, max }: Extract<Shape, { kind: 'number' }>): number {
  const whole = integer ? Math.round(value) : value;
  const bounded = Math.min(Math.max(whole, min ?? whole), max ?? Math.max(whole, min ?? whole));
  return Number.isFinite(bounded) ? bounded : (min ?? 0);
}

function numbersIn(text: string): number[] {
  return (text.match(/-?\d[\d,]*(?:\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(',', '')));
}

function answerDate(slot: Slot, time: boolean, evidence: Evidence): string {
  const copy = copied(slot, evidence, (value) => typeof value === 'string');
  const date = dateIn(evidence.prompt.text) ?? (typeof copy === 'string' ? copy : '1970-01-01');
  return time && !date.includes('T') ? `${date}T00:00:00Z` : date;
}

/** The first real ISO date of a text. */
function dateIn(text: string): string | undefined {
  const found = text.match(/\b\d{4}-\d{2}-\d{2}\b/g) ?? [];
  return found.find((date) => {
    const instant = new Date(`${date}T00:00:00Z`);
    return !Number.isNaN(instant.getTime()) && instant.toISOString().startsWith(date);
  });
}

function answerList(slot: Slot, items: Shape, evidence: Evidence): unknown[] {
  if (items.kind === 'choice') {
    const ranked = rankLabels(slot, items.choices, evidence);
    const best = ranked[0]?.score ?? 0;
    return ranked.filter(({ score }) => score >= best * ALSO_CHOSEN).map(({ label }) => label);
  }
  const copy = copied(slot, evidence, Array.isArray);
  if (Array.isArray(copy)) return copy;
  const { text } = evidence.prompt;
  if (items.kind === 'number') return numbersIn(text).map((value) => fitted(value, items));
  if (items.kind === 'text') return sentencesOf(text).slice(0, 3);
  return [answerSlot({ ...slot, shape: items }, { ...evidence, neighbours: [] })];
}

/** The value of the nearest demonstration, when it is near and of the right kind. */
function copied(slot: Slot, { neighbours, wobble }: Evidence, fits: (value: unknown) => boolean): unknown {
  const [nearest] = [...neighbours.slice(0, 4)]
    .map((neighbour) => ({
      ...neighbour,
      similarity: neighbour.similarity * wobble(`${slot.name}/${neighbour.index}`),
    }))
    .sort((left, right) => right.similarity - left.similarity);
  if (nearest === undefined || nearest.similarity < COPY_FROM) return undefined;
  const value = nearest.demo.outputs[slot.name];
  return value !== null && fits(value) ? value : undefined;
}
