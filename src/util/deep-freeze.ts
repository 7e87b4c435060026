import { isPlainObject } from './kinds';

/** Freezes plain objects and arrays all the way down; class instances, dates and maps are left as they are. */
export function deepFreeze<Value>(value: Value): Value {
  if (Array.isArray(value)) value.forEach((item) => deepFreeze(item));
  else if (isPlainObject(value)) Object.values(value).forEach((item) => deepFreeze(item));
  else return value;
  return Object.freeze(value);
}
