import { isPlainObject } from '../../util';
import type { JsonSchema } from '../json-schema';
import { ValueError } from '../value-error';

const PROBABILITY: JsonSchema = { type: 'number', minimum: 0, maximum: 1 };

/** The closed object that a model gives as evidence: a probability for each of these names, and how sure it is. */
export function evidenceSchema(labels: readonly string[]): JsonSchema {
  const probabilities = {
    type: 'object',
    properties: Object.fromEntries(labels.map((label) => [label, PROBABILITY])),
    required: labels,
    additionalProperties: false,
  };
  return {
    type: 'object',
    properties: { probabilities, confidence: PROBABILITY },
    required: ['probabilities', 'confidence'],
    additionalProperties: false,
  };
}

/** The evidence in JSON. */
export interface Evidence {
  /** By option, together 1. */
  readonly probabilities: Readonly<Record<string, number>>;
  /** How sure the model is of them, 0 to 1. */
  readonly confidence: number;
}

/**
 * Evidence for these options. Probabilities that do not add up to 1 are scaled; a label alone means that option for sure.
 *
 * @throws {@link ValueError} for what is no evidence.
 */
export function readEvidence(json: unknown, labels: readonly string[], name: string): Evidence {
  if (typeof json === 'string' && labels.includes(json))
    return { probabilities: certain(labels, json), confidence: 1 };
  const given = isPlainObject(json) ? json['probabilities'] : undefined;
  if (!isPlainObject(json) || !isPlainObject(given))
    throw new ValueError(name, 'probabilities by option', json);
  const raw = labels.map((label) => probabilityIn(given[label], `${name}.probabilities.${label}`));
  const sum = raw.reduce((total, each) => total + each, 0);
  if (sum === 0) throw new ValueError(`${name}.probabilities`, 'more than 0 in all', given);
  const isWhole = Math.abs(sum - 1) < 1e-9;
  return {
    probabilities: Object.fromEntries(
      labels.map((label, at) => [label, isWhole ? raw[at] : (raw[at] ?? 0) / sum]),
    ) as Record<string, number>,
    confidence: probabilityIn(json['confidence'] ?? 1, `${name}.confidence`),
  };
}

function certain(labels: readonly string[], chosen: string): Record<string, number> {
  return Object.fromEntries(labels.map((label) => [label, label === chosen ? 1 : 0]));
}

/** A number from 0 to 1. */
export function probabilityIn(value: unknown, path: string): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw new ValueError(path, 'a number from 0 to 1', value);
}
