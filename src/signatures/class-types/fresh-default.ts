import { isPlainObject } from '../../util';

/** A default that no call can change for the next one: lists and plain objects are copied each time. */
export function freshDefault(value: unknown): unknown {
  const isShared = Array.isArray(value) || isPlainObject(value);
  return isShared ? () => structuredClone(value) : value;
}
