import type { FieldType } from '../../types';
import { unionOf } from './union-of';

/** A type with parameters. */
export interface GenericType {
  /** Fewest parameters. */
  readonly min: number;
  /** Most parameters. */
  readonly max: number;
  /**
   * The type, or words for the parameters that would have been right.
   *
   * @param open whether `...` followed the last parameter.
   */
  build(parameters: readonly FieldType[], open: boolean): FieldType | string;
}

const NULL: FieldType = { kind: 'null' };
const NOT_OPEN = 'no "..." here: only tuple[X, ...] has one.';
const KEYS_ARE_TEXT = 'string as the type of the keys: JSON has no others.';

function listOf(unique: boolean): GenericType {
  return {
    min: 1,
    max: 1,
    build: ([items = NULL], open) => {
      if (open) return NOT_OPEN;
      return unique ? { kind: 'array', items, unique } : { kind: 'array', items };
    },
  };
}

function mapAs(as: 'object' | 'Map'): GenericType {
  return {
    min: 2,
    max: 2,
    build: ([keys = NULL, values = NULL], open) => (open ? NOT_OPEN : mapOf(keys, values, as)),
  };
}

/** Numbers are accepted as keys because Python authors write `dict[int, str]`; they are text in JSON. */
function mapOf(keys: FieldType, values: FieldType, as: 'object' | 'Map'): FieldType | string {
  if (keys.kind === 'string' || keys.kind === 'integer' || keys.kind === 'number')
    return { kind: 'map', values, as };
  return KEYS_ARE_TEXT;
}

const LIST = listOf(false);
const SET = listOf(true);
const RECORD = mapAs('object');

const TUPLE: GenericType = {
  min: 1,
  max: Infinity,
  build: (items, open) => {
    if (!open) return { kind: 'tuple', items };
    const [only = NULL, ...others] = items;
    return others.length === 0 ? { kind: 'array', items: only } : 'a single type before "...".';
  },
};

const OPTIONAL: GenericType = {
  min: 1,
  max: 1,
  build: ([type = NULL], open) => (open ? NOT_OPEN : unionOf([type, NULL])),
};

const UNION: GenericType = {
  min: 1,
  max: Infinity,
  build: (options, open) => (open ? NOT_OPEN : unionOf(options)),
};

const LITERAL: GenericType = {
  min: 1,
  max: Infinity,
  build: (values, open) =>
    !open && values.every(({ kind }) => kind === 'enum' || kind === 'null')
      ? unionOf(values)
      : 'texts in quotes, numbers, True, False or None.',
};

/** The names that take parameters, in `[]` as in Python or in `<>` as in TypeScript. */
export const genericTypes: ReadonlyMap<string, GenericType> = new Map([
  ['list', LIST],
  ['List', LIST],
  ['Array', LIST],
  ['ReadonlyArray', LIST],
  ['set', SET],
  ['Set', SET],
  ['frozenset', SET],
  ['dict', RECORD],
  ['Dict', RECORD],
  ['Record', RECORD],
  ['Map', mapAs('Map')],
  ['tuple', TUPLE],
  ['Tuple', TUPLE],
  ['Optional', OPTIONAL],
  ['Union', UNION],
  ['Literal', LITERAL],
]);
