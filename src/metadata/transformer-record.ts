import { type AnyClass, lineageOf } from './class-metadata';

/** What class-transformer's `@Type` was told about a property. */
interface ForeignType {
  readonly propertyName: string;
  readonly typeFunction?: () => unknown;
}

/** As much of class-transformer's storage as is read here. */
interface ForeignStorage {
  readonly _typeMetadatas?: ReadonlyMap<unknown, ReadonlyMap<string, ForeignType>>;
}

/**
 * The properties of a class that carry class-transformer's `@Type(() => T)`, with that function.
 *
 * class-transformer has no public way to ask. Its storage is loaded at the first call, when there are classes to
 * describe, and is the one that `@Type` of the same install has written to.
 */
export function transformerTypesOf(constructor: AnyClass): ReadonlyMap<string, () => unknown> {
  const types = new Map<string, () => unknown>();
  for (const owner of lineageOf(constructor)) {
    for (const { propertyName, typeFunction } of storage()._typeMetadatas?.get(owner)?.values() ?? []) {
      if (typeFunction !== undefined) types.set(propertyName, typeFunction);
    }
  }
  return types;
}

function storage(): ForeignStorage {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- types are resolved synchronously, at first use
  const loaded = require('class-transformer/cjs/storage.js') as { defaultMetadataStorage: ForeignStorage };
  return loaded.defaultMetadataStorage;
}
