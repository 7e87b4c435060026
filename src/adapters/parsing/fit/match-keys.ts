import { isPlainObject } from '../../../util';
import { foldKey } from '../words/fold-text';

/** The properties of a schema by what stands for them. */
interface Names {
  readonly exact: ReadonlyMap<string, string>;
  readonly folded: ReadonlyMap<string, string>;
}

const cache = new WeakMap<object, Names>();

/**
 * Which key of a record stands for which property: its own name, an alias, or one of them in another case, with other
 * punctuation or without accents. A key that could stand for two properties stands for none, and of two keys that could
 * stand for one neither does.
 */
export function matchKeys(
  keys: readonly string[],
  schema: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, string> {
  const names = namesOf(schema, properties);
  const matched = new Map<string, string>();
  for (const key of keys) if (Object.hasOwn(properties, key)) matched.set(key, key);
  if (matched.size === names.exact.size || matched.size === keys.length) return matched;
  const wanted = new Map<string, string[]>();
  for (const key of keys) {
    if (Object.hasOwn(properties, key)) continue;
    const name = names.exact.get(key) ?? names.folded.get(foldKey(key));
    if (name !== undefined && !matched.has(name)) wanted.set(name, [...(wanted.get(name) ?? []), key]);
  }
  for (const [name, [key, second]] of wanted)
    if (key !== undefined && second === undefined) matched.set(name, key);
  return matched;
}

function namesOf(
  schema: Readonly<Record<string, unknown>>,
  properties: Readonly<Record<string, unknown>>,
): Names {
  let names = cache.get(schema);
  if (names === undefined) {
    const given = isPlainObject(schema['x-property-aliases']) ? schema['x-property-aliases'] : {};
    const exact = new Map<string, string>();
    const folded = new Map<string, string | undefined>();
    for (const name of Object.keys(properties)) {
      const aliases = Array.isArray(given[name]) ? given[name].map(String) : [];
      for (const text of [name, ...aliases]) {
        if (!exact.has(text) && (text === name || !Object.hasOwn(properties, text))) exact.set(text, name);
        const key = foldKey(text);
        folded.set(key, folded.has(key) && folded.get(key) !== name ? undefined : name);
      }
    }
    const known = [...folded].filter(
      (entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== '',
    );
    names = { exact, folded: new Map(known) };
    cache.set(schema, names);
  }
  return names;
}
