declare const VALUE: unique symbol;

/** The name of one kind of metadata, and the type of what is kept under it. */
export interface MetadataKey<Value> {
  readonly symbol: symbol;
  /** Never set: it carries the type. */
  readonly [VALUE]?: Value;
}

/**
 * Makes a key. Two keys of one name are one key, also in another copy of the library or another realm.
 *
 * @param name with a version that is raised when the shape of the value changes, such as `fields@1`.
 */
export function metadataKey<Value>(name: string): MetadataKey<Value> {
  return Object.freeze({ symbol: Symbol.for(`dspex.metadata.${name}`) });
}
