/** Whether the value is an object literal (or has no prototype), from any realm. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value) as object | null;
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
}

/** Whether the value is a `Date`, from any realm. */
export function isDate(value: unknown): value is Date {
  return tagOf(value) === '[object Date]';
}

/** Whether the value is a `Map`, from any realm. */
export function isMap(value: unknown): value is Map<unknown, unknown> {
  return tagOf(value) === '[object Map]';
}

/** Whether the value is an error, from any realm. */
export function isErrorLike(value: unknown): value is Error {
  if (value instanceof Error) return true;
  return typeof value === 'object' && value !== null && tagOf(value) === '[object Error]';
}

/** Whether the value is to be waited for: a promise, from any realm or library. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The message of anything that can be thrown. */
export function messageOf(thrown: unknown): string {
  return isErrorLike(thrown) ? thrown.message : String(thrown);
}

function tagOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? Object.prototype.toString.call(value) : '';
}
