import './polyfill';
import type { MetadataKey } from './metadata-key';

/** Any class, abstract ones included. */
export type AnyClass = abstract new (...args: never[]) => unknown;

/**
 * What a class keeps its metadata in. TC39 decorators receive it as `context.metadata`; for the legacy dialect we
 * make the same object under the same symbol, so that all readers look in one place.
 */
export type MetadataObject = Record<PropertyKey, unknown>;

/** The class's own metadata, made if there is none. */
export function metadataOf(constructor: AnyClass): MetadataObject {
  const own = ownMetadata(constructor);
  if (own !== undefined) return own;
  const parent: unknown = propertyOf(constructor, metadataSymbol());
  const created = Object.create(isObject(parent) ? parent : null) as MetadataObject;
  Object.defineProperty(constructor, metadataSymbol(), {
    value: created,
    configurable: true,
    writable: true,
  });
  return created;
}

/** What is kept under `key` by this very object, not by the metadata of a base class. */
export function readOwn<Value>(metadata: MetadataObject, key: MetadataKey<Value>): Value | undefined {
  return Object.hasOwn(metadata, key.symbol) ? (metadata[key.symbol] as Value) : undefined;
}

/** Replaces what is kept under `key`. */
export function writeOwn<Value>(metadata: MetadataObject, key: MetadataKey<Value>, value: Value): void {
  Object.defineProperty(metadata, key.symbol, { value, configurable: true, writable: true });
}

/**
 * What each class from the root down to `constructor` keeps under `key`, with the class.
 *
 * It walks the constructors, because some compilers do not chain the metadata of a class to that of its base.
 */
export function readInherited<Value>(
  constructor: AnyClass,
  key: MetadataKey<Value>,
): readonly (readonly [owner: AnyClass, value: Value])[] {
  const found: (readonly [AnyClass, Value])[] = [];
  for (const owner of lineageOf(constructor)) {
    const metadata = ownMetadata(owner);
    const value = metadata === undefined ? undefined : readOwn(metadata, key);
    if (value !== undefined) found.push([owner, value]);
  }
  return found;
}

/** The class and its bases, root first. */
export function lineageOf(constructor: AnyClass): readonly AnyClass[] {
  const lineage: AnyClass[] = [];
  let current: unknown = constructor;
  while (typeof current === 'function') {
    lineage.unshift(current as unknown as AnyClass);
    current = Object.getPrototypeOf(current);
  }
  return lineage;
}

/** The class's own metadata, if it has any. */
export function ownMetadata(constructor: AnyClass): MetadataObject | undefined {
  if (!Object.hasOwn(constructor, metadataSymbol())) return undefined;
  const own = propertyOf(constructor, metadataSymbol());
  return isObject(own) ? own : undefined;
}

function propertyOf(constructor: AnyClass, symbol: symbol): unknown {
  return (constructor as unknown as Readonly<Record<symbol, unknown>>)[symbol];
}

function metadataSymbol(): symbol {
  return (Symbol as unknown as { readonly metadata: symbol }).metadata;
}

function isObject(value: unknown): value is MetadataObject {
  return typeof value === 'object' && value !== null;
}
