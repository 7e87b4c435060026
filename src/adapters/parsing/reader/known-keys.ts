import { isPlainObject } from '../../../util';
import type { JsonSchema } from '../../../types';
import { foldKey } from '../words/fold-text';

/**
 * The keys a schema speaks of anywhere, with their aliases. In text whose quotes are missing, a key that the schema knows
 * is a better sign of a new member than any punctuation.
 */
export interface KnownKeys {
  has(name: string): boolean;
}

const cache = new WeakMap<JsonSchema, KnownKeys>();

/** The keys of a schema and of all schemas in it. Remembered. */
export function knownKeysOf(schema: JsonSchema): KnownKeys {
  let keys = cache.get(schema);
  if (keys === undefined) {
    const folded = new Set<string>();
    collect(schema, folded, new Set());
    keys = { has: remembered((name) => folded.has(foldKey(name))) };
    cache.set(schema, keys);
  }
  return keys;
}

/** The answers to the last names asked about: in one text the same are asked about again and again. */
function remembered(has: (name: string) => boolean): (name: string) => boolean {
  const answers = new Map<string, boolean>();
  return (name) => {
    let answer = answers.get(name);
    if (answer === undefined) {
      if (answers.size >= 500) answers.clear();
      answers.set(name, (answer = has(name)));
    }
    return answer;
  };
}

function collect(schema: unknown, folded: Set<string>, seen: Set<unknown>): void {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return;
  seen.add(schema);
  if (isPlainObject(schema)) {
    const { properties, 'x-property-aliases': aliases } = schema;
    if (isPlainObject(properties)) for (const name of Object.keys(properties)) folded.add(foldKey(name));
    if (isPlainObject(aliases))
      for (const name of Object.values(aliases).flat()) folded.add(foldKey(String(name)));
  }
  for (const member of Object.values(schema)) collect(member, folded, seen);
}
