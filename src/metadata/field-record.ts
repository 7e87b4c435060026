import { type AnyClass, type MetadataObject, readInherited, readOwn, writeOwn } from './class-metadata';
import { metadataKey } from './metadata-key';

/** What `@InputField` or `@OutputField` was told about one property. Thunks are not called before first use. */
export interface FieldRecord {
  readonly name: string;
  readonly role: 'input' | 'output';
  /** What the property holds: a function that gives it, or text in the grammar of string signatures. */
  readonly type?: (() => unknown) | string;
  /** What the items of an array are. */
  readonly items?: (() => unknown) | string;
  /** What the values of a map are. */
  readonly values?: (() => unknown) | string;
  /** The closed list of values, or an enum. */
  readonly enum?: readonly (string | number | boolean)[] | Readonly<Record<string, string | number>>;
  /** A JSON Schema, or a Standard Schema. */
  readonly schema?: object;
  readonly desc?: string;
  readonly prefix?: string;
  /** Absent means: not said. */
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly format?: string | ((value: unknown) => string);
}

const FIELDS = metadataKey<readonly FieldRecord[]>('fields@1');

/** Adds a field to a class. */
export function writeFieldRecord(metadata: MetadataObject, record: FieldRecord): void {
  writeOwn(metadata, FIELDS, [...ownFieldRecords(metadata), Object.freeze(record)]);
}

/** The fields declared by this class, without those of its bases. */
export function ownFieldRecords(metadata: MetadataObject): readonly FieldRecord[] {
  return readOwn(metadata, FIELDS) ?? [];
}

/** A field, and the class whose declaration counts. */
export interface InheritedField {
  readonly owner: AnyClass;
  readonly record: FieldRecord;
}

/**
 * The fields of a class in order of declaration, those of its bases first. A field declared again keeps its place
 * and is otherwise replaced.
 */
export function fieldsOf(constructor: AnyClass): readonly InheritedField[] {
  const fields = new Map<string, InheritedField>();
  for (const [owner, records] of readInherited(constructor, FIELDS)) {
    for (const record of records) fields.set(record.name, { owner, record });
  }
  return [...fields.values()];
}
