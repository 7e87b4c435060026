import { type AnyClass, type MetadataObject, readInherited, readOwn, writeOwn } from './class-metadata';
import { designTypeOf } from './design-type';
import { metadataKey } from './metadata-key';
import { PredictorKindError } from './predictor-kind-error';

/** A property of a module that `@Predictor` asks to be filled with a predictor. */
export interface PredictorRecord {
  readonly name: string;
  /** What the predictor predicts: a signature class, text, a description, or an arrow function that gives one of them. */
  readonly signature: unknown;
  /** The module class to make, or an arrow function that gives it. */
  readonly kind: unknown;
}

const PREDICTORS = metadataKey<readonly PredictorRecord[]>('predictors@1');

/** Adds a predictor to a module class. A `kind` of `undefined` leaves it to the property's type. */
export function writePredictorRecord(metadata: MetadataObject, record: PredictorRecord): void {
  writeOwn(metadata, PREDICTORS, [...(readOwn(metadata, PREDICTORS) ?? []), Object.freeze(record)]);
}

/** The predictors declared by this class, without those of its bases. */
export function ownPredictorRecords(metadata: MetadataObject): readonly PredictorRecord[] {
  return readOwn(metadata, PREDICTORS) ?? [];
}

/**
 * The `@Predictor` properties of a module class, those of its bases first, with arrow functions resolved.
 *
 * @throws {@link PredictorKindError} where the kind was not given and the compiler emitted no usable type.
 */
export function predictorsOf(constructor: AnyClass): readonly PredictorRecord[] {
  const predictors = new Map<string, PredictorRecord>();
  for (const [owner, records] of readInherited(constructor, PREDICTORS)) {
    for (const { name, signature, kind } of records) {
      predictors.set(name, {
        name,
        signature: resolved(signature),
        kind: kind === undefined ? kindByType(owner, name) : resolved(kind),
      });
    }
  }
  return [...predictors.values()];
}

function kindByType(owner: AnyClass, name: string): unknown {
  const design = designTypeOf(owner, name);
  if (design.hint === undefined) throw new PredictorKindError(owner.name, name, design.reason);
  return design.hint;
}

/** Arrow functions have no `prototype`, classes always do. */
function resolved(value: unknown): unknown {
  const isThunk = typeof value === 'function' && !Object.hasOwn(value, 'prototype');
  return isThunk ? (value as () => unknown)() : value;
}
