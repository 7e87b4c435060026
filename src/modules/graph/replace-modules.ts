import { isMap, isPlainObject } from '../../util';
import { isModule, isPredictor } from './brands';

/** Puts modules in the place of others, wherever they hang in the root. */
export function replaceModules(root: object, replacements: ReadonlyMap<unknown, unknown>): void {
  const seen = new Set<unknown>();
  const pending: unknown[] = [root];
  const replaced = (value: unknown): unknown => {
    const next = replacements.has(value) ? replacements.get(value) : value;
    pending.push(next);
    return next;
  };
  while (pending.length > 0) {
    const value = pending.pop();
    if (typeof value !== 'object' || value === null || seen.has(value) || isPredictor(value)) continue;
    seen.add(value);
    replaceIn(value, replaced);
  }
}

function replaceIn(holder: object, replaced: (value: unknown) => unknown): void {
  if (isMap(holder)) {
    for (const [key, value] of holder) {
      const next = replaced(value);
      if (next !== value) holder.set(key, next);
    }
  } else if (Array.isArray(holder) || isModule(holder) || isPlainObject(holder)) {
    for (const key of Object.keys(holder)) {
      const value = (holder as Record<string, unknown>)[key];
      const next = replaced(value);
      if (next !== value) (holder as Record<string, unknown>)[key] = next;
    }
  }
}
