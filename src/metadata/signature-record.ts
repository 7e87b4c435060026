import { type AnyClass, type MetadataObject, readInherited, writeOwn } from './class-metadata';
import { metadataKey } from './metadata-key';

/** What `@Signature` was told about a class. */
export interface SignatureRecord {
  readonly instructions?: string;
  readonly name?: string;
}

const SIGNATURE = metadataKey<SignatureRecord>('signature@1');

/** Marks a class as a signature. */
export function writeSignatureRecord(metadata: MetadataObject, record: SignatureRecord): void {
  writeOwn(metadata, SIGNATURE, Object.freeze(record));
}

/**
 * What `@Signature` says about a class: the name is its own, the instructions are those of the nearest class in its
 * lineage that has any. `undefined` when neither it nor a base is decorated.
 */
export function signatureRecordOf(constructor: AnyClass): SignatureRecord | undefined {
  const records = readInherited(constructor, SIGNATURE);
  if (records.length === 0) return undefined;
  const own = records.find(([owner]) => owner === constructor)?.[1];
  const instructions = records.map(([, record]) => record.instructions).filter((text) => text !== undefined);
  return { name: own?.name, instructions: instructions.at(-1) };
}
