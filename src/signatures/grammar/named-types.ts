import {
  Audio,
  Citations,
  Code,
  Document,
  File,
  History,
  Image,
  Noul,
  Reasoning,
  type FieldType,
} from '../../types';

const ANY: FieldType = Object.freeze({ kind: 'any' });
const INTEGER: FieldType = Object.freeze({ kind: 'integer' });
const NUMBER: FieldType = Object.freeze({ kind: 'number' });
const STRING: FieldType = Object.freeze({ kind: 'string' });
const BOOLEAN: FieldType = Object.freeze({ kind: 'boolean' });
const NULL: FieldType = Object.freeze({ kind: 'null' });
const DATE_TIME: FieldType = Object.freeze({ kind: 'date', format: 'date-time' });
const DATE: FieldType = Object.freeze({ kind: 'date', format: 'date' });
const LIST: FieldType = Object.freeze({ kind: 'array', items: ANY });
const SET: FieldType = Object.freeze({ kind: 'array', items: ANY, unique: true });
const RECORD: FieldType = Object.freeze({ kind: 'map', values: ANY, as: 'object' });
const MAP: FieldType = Object.freeze({ kind: 'map', values: ANY, as: 'Map' });

/**
 * The names that are types by themselves: TypeScript's and Python's. `grammar/named-types.types.ts` says the same to
 * the compiler.
 */
export const namedTypes: ReadonlyMap<string, FieldType> = new Map<string, FieldType>([
  ['string', STRING],
  ['number', NUMBER],
  ['integer', INTEGER],
  ['bigint', Object.freeze({ kind: 'bigint' })],
  ['boolean', BOOLEAN],
  ['null', NULL],
  ['any', ANY],
  ['unknown', ANY],
  ['object', RECORD],
  ['Date', DATE_TIME],
  ['str', STRING],
  ['int', INTEGER],
  ['float', NUMBER],
  ['bool', BOOLEAN],
  ['None', NULL],
  ['Any', ANY],
  ['list', LIST],
  ['List', LIST],
  ['dict', RECORD],
  ['Dict', RECORD],
  ['tuple', LIST],
  ['Tuple', LIST],
  ['set', SET],
  ['Set', SET],
  ['frozenset', SET],
  ['Array', LIST],
  ['Map', MAP],
  ['datetime', DATE_TIME],
  ['datetime.datetime', DATE_TIME],
  ['date', DATE],
  ['datetime.date', DATE],
  ['History', Object.freeze({ kind: 'custom', type: History })],
  ['Image', Object.freeze({ kind: 'custom', type: Image })],
  ['Audio', Object.freeze({ kind: 'custom', type: Audio })],
  ['Citations', Object.freeze({ kind: 'custom', type: Citations })],
  ['Code', Object.freeze({ kind: 'custom', type: Code })],
  ['Document', Object.freeze({ kind: 'custom', type: Document })],
  ['File', Object.freeze({ kind: 'custom', type: File })],
  ['Reasoning', Object.freeze({ kind: 'custom', type: Reasoning })],
  ['Noul', Object.freeze({ kind: 'custom', type: Noul.of() })],
]);

/** The names of values that stand for themselves as types. */
export const namedLiterals: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['True', true],
  ['false', false],
  ['False', false],
]);

/** The modules whose prefix a Python author may write. */
export const PYTHON_PREFIX = /^(?:dspy|typing|t)\./;
