/** Values by name. */
export type FieldRecord = Record<string, unknown>;

/**
 * A frozen copy of the own properties; a key called `__proto__` is data like any other.
 *
 * @param keep which of them.
 */
export function copyFields(source: object, keep?: (name: string) => boolean): Readonly<FieldRecord> {
  const copy: FieldRecord = {};
  for (const name of Object.keys(source)) {
    if (keep === undefined || keep(name)) setField(copy, name, (source as FieldRecord)[name]);
  }
  return Object.freeze(copy);
}

/**
 * Puts values on an object as properties, except where its class has a member of that name: those stay reachable by
 * `get(name)` only.
 */
export function exposeFields(target: object, values: Readonly<FieldRecord>): void {
  for (const name of Object.keys(values)) {
    if (!(name in target)) (target as FieldRecord)[name] = values[name];
  }
}

/** Sets a property as data, even one called `__proto__`. */
export function setField(target: FieldRecord, name: string, value: unknown): void {
  if (name !== '__proto__') target[name] = value;
  else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true });
}
