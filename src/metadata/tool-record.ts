import { type AnyClass, type MetadataObject, readInherited, readOwn, writeOwn } from './class-metadata';
import { metadataKey } from './metadata-key';

/** A method that `@Tool` offers to models. */
export interface ToolRecord {
  /** The method's name. */
  readonly method: string;
  /** What `@Tool` was told, as it was told. */
  readonly options: object;
  /** The class of the method's first parameter, where the compiler emits it. */
  readonly parameter?: unknown;
}

const TOOLS = metadataKey<readonly ToolRecord[]>('tools@1');

/** Adds a tool to a class; the same method again replaces it. */
export function writeToolRecord(metadata: MetadataObject, record: ToolRecord): void {
  const others = (readOwn(metadata, TOOLS) ?? []).filter(({ method }) => method !== record.method);
  writeOwn(metadata, TOOLS, [...others, Object.freeze(record)]);
}

/** The tools of a class, those of its bases first; a method that is decorated again counts once. */
export function toolRecordsOf(constructor: AnyClass): readonly ToolRecord[] {
  const records = new Map<string, ToolRecord>();
  for (const [, own] of readInherited(constructor, TOOLS)) {
    for (const record of own) records.set(record.method, record);
  }
  return [...records.values()];
}
