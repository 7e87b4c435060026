import './polyfill';
import type { AnyClass } from './class-metadata';

/** What the compiler says about a property's type: something to go by, or why there is nothing. */
export type DesignType =
  | { readonly hint: AnyClass | BigIntConstructor; readonly reason?: undefined; readonly erased?: undefined }
  | { readonly hint?: undefined; readonly reason: string; readonly erased: Erased };

/** What is left of a type that cannot be used: `nothing` when there is no metadata at all. */
export type Erased = 'array' | 'map' | 'set' | 'object' | 'function' | 'other' | 'nothing';

const ERASED: Readonly<Record<string, readonly [Erased, string]>> = {
  Array: ['array', 'the compiler keeps no trace of what the items of an array are'],
  Map: ['map', 'the compiler keeps no trace of what a Map holds'],
  Set: ['set', 'the compiler keeps no trace of what a Set holds'],
  Object: [
    'object',
    'the compiler erased its type to Object, as it does with unions, interfaces, records, unknown and type-only imports',
  ],
  Function: [
    'function',
    'the compiler erased its type to Function, as it does with a class from `import type`',
  ],
};

const USABLE_BUILT_INS = ['String', 'Number', 'Boolean', 'Date', 'BigInt'];

const NOTHING: DesignType = {
  erased: 'nothing',
  reason: 'the compiler emitted no metadata for it (esbuild, tsx and standard decorators never do)',
};

const NOT_YET: DesignType = {
  erased: 'other',
  reason: 'its class was not defined yet when the metadata was written, as happens with circular imports',
};

/**
 * The type that the compiler emitted for a property (`design:type`), where it can be trusted.
 *
 * It is a hint and never more: some compilers emit nothing, and all erase unions, items and interfaces.
 *
 * @param owner the class that declares the property.
 */
export function designTypeOf(owner: AnyClass, property: string): DesignType {
  const prototype = owner.prototype as object;
  if (!Reflect.hasOwnMetadata('design:type', prototype, property)) return NOTHING;
  const type: unknown = Reflect.getOwnMetadata('design:type', prototype, property);
  if (typeof type !== 'function') return NOT_YET;
  const builtIn = builtInName(type);
  if (builtIn === undefined || USABLE_BUILT_INS.includes(builtIn)) {
    return { hint: type as unknown as AnyClass };
  }
  const [erased, reason] = ERASED[builtIn] ?? ['other', `a ${builtIn} cannot be written as JSON`];
  return { erased, reason };
}

/**
 * The name of a class that is part of the language or the platform, in any realm; `undefined` for classes of
 * programs, those behind a Proxy included.
 */
export function builtInName(type: unknown): string | undefined {
  if (typeof type !== 'function') return undefined;
  const native = /^function (\w+)\(\) \{ \[native code\] \}$/.exec(Function.prototype.toString.call(type));
  if (native !== null) return native[1];
  const isGlobal = (globalThis as Readonly<Record<string, unknown>>)[type.name] === type;
  return isGlobal ? type.name : undefined;
}
