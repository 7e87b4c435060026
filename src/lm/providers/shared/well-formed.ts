import { isPlainObject } from '../../../util';

/** In Node since 20; not yet in the library of types we compile against. */
type WellFormedString = string & { isWellFormed(): boolean; toWellFormed(): string };

/** The value with every lone surrogate in its texts replaced by U+FFFD; the value itself when there is none. */
export function wellFormed<Value>(value: Value): Value {
  return repair(value) as Value;
}

function repair(value: unknown): unknown {
  if (typeof value === 'string') return repairText(value as WellFormedString);
  if (Array.isArray(value)) return repairArray(value);
  if (isPlainObject(value)) return repairObject(value);
  return value;
}

function repairText(text: WellFormedString): string {
  return text.isWellFormed() ? text : text.toWellFormed();
}

function repairArray(items: readonly unknown[]): readonly unknown[] {
  const repaired = items.map(repair);
  return repaired.some((item, index) => item !== items[index]) ? repaired : items;
}

function repairObject(value: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(value);
  const repaired = entries.map(
    ([key, member]) => [repairText(key as WellFormedString), repair(member)] as const,
  );
  const same = repaired.every(
    ([key, member], index) => key === entries[index]?.[0] && member === entries[index][1],
  );
  return same ? value : Object.fromEntries(repaired);
}
