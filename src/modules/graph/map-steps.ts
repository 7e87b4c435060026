import type { PathStep } from './path';

/**
 * The step to each key of a map. Numbers and other simple keys are named by their text, as in DSPy; where the map has that
 * text as a key too, a number is written bare: `['0']` beside `[0]`.
 */
export function mapSteps(map: ReadonlyMap<unknown, unknown>): readonly (readonly [unknown, PathStep])[] {
  const steps: (readonly [unknown, PathStep])[] = [];
  const taken = new Set<string>();
  for (const key of map.keys()) if (typeof key === 'string') taken.add(key);
  for (const key of map.keys()) steps.push([key, stepTo(key, taken)]);
  return steps;
}

function stepTo(key: unknown, taken: Set<string>): PathStep {
  if (typeof key === 'string') return { kind: 'key', key };
  if (typeof key === 'object' || typeof key === 'symbol' || typeof key === 'function') {
    return { kind: 'unnamed', found: key === null ? 'null' : `of type ${typeof key}` };
  }
  const text = String(key);
  if (!taken.has(text)) {
    taken.add(text);
    return { kind: 'key', key: text };
  }
  if (typeof key === 'number' && Number.isSafeInteger(key) && key >= 0) return { kind: 'index', index: key };
  return { kind: 'unnamed', found: `${text}, beside another that reads the same` };
}
