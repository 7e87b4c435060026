import type { AnyClass } from './class-metadata';

/** What the compiler says about a property's type: something to go by, or why there is nothing. */
export type DesignType =
  | { readonly hint: AnyClass | BigIntConstructor; readonly reason?: undefined }
  | { readonly hint?: undefined; readonly reason: string; readonly erased?: 'array' | 'map' | 'set' };

const ERASED: Readonly<Record<string, { readonly reason: string; readonly erased?: 'array' | 'map' | 'set' }>> = {
  Array: { reason: 'the compiler keeps no trace of what the items of an array are', erased: 'array' },
  Map: { reason: 'the compiler keeps no trace of what a Map holds', erased: 'map' },
  WeakMap: { reason: 'a WeakMap cannot be written as JSON' },
  Set: { reason: 'the compiler keeps no trace of what a Set holds', erased: 'set' },
  Object: {
    reason:
      'the compiler erased its type to Object, as it does with unions, interfaces, records, unknown and classes it cannot import',
  },
  Function: {
    reason: 'the compiler erased its type to Function, as it does with a class that comes from `import type`',
  },
  Promise: { reason: 'a Promise is not a value' },
  Symbol: { reason: 'a symbol cannot be written as JSON' },
};

const USABLE_BUILT_INS = new Set(['String', 'Number', 'Boolean', 'Date', 'BigInt']);

/**
 * The type that the compiler emitted for a property (`design:type`), where it can be trusted.
 *
 * It is a hint and never more: some compilers emit nothing, and all erase unions, items and interfaces.
 *
 * @param owner the class that declares the property.
 */
export function designTypeOf(owner: AnyClass, property: string): DesignType {
  const prototype = owner.prototype as object;
  if (!Reflect.hasOwnMetadata('design:type', prototype, property)) {
    return { reason: 'the compiler emitted no metadata for it (esbuild, tsx and standard decorators never do)' };
  }
  const type: unknown = Reflect.getOwnMetadata('design:type', prototype, property);
  if (typeof type !== 'function') {
    return {
      reason: 'its class was not defined yet when the metadata was written, as happens with circular imports',
    };
  }
  if (!isBuiltIn(type) || USABLE_BUILT_INS.has(type.name)) return { hint: type as unknown as AnyClass };
  return ERASED[type.name] ?? { reason: `a ${type.name} cannot be written as JSON` };
}

/** Whether a function is part of the language or the platform, in any realm. */
export function isBuiltIn(type: object): boolean {
  return Function.prototype.toString.call(type).endsWith('{ [native code] }');
}
