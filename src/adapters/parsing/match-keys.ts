import { isPlainObject } from '../../util';
import { foldText } from './scalars';

/** Which key of the value stands for which property: its own name, an alias, or one that differs in case and punctuation. */
export function matchKeys(
  keys: readonly string[],
  names: readonly string[],
  aliases: unknown,
): Map<string, string> {
  const matched = new Map<string, string>();
  for (const name of names) if (keys.includes(name)) matched.set(name, name);
  const free = keys.filter((key) => !names.includes(key));
  for (const name of names) {
    if (matched.has(name) || free.length === 0) continue;
    const others = isPlainObject(aliases) && Array.isArray(aliases[name]) ? aliases[name].map(String) : [];
    const spellings = new Set([name, ...others].map(foldKey));
    const fits = free.filter((key) => spellings.has(foldKey(key)));
    if (fits.length === 1 && fits[0] !== undefined) matched.set(name, fits[0]);
  }
  return matched;
}

function foldKey(key: string): string {
  return foldText(key).replaceAll(' ', '');
}
