import type { Demo } from '../../modules';

/** What a candidate says about one field. */
export interface FieldChange {
  readonly desc?: string;
  readonly prefix?: string;
}

/** What a candidate changes about one predictor; what is left out stays as the student has it. */
export interface PredictorChange {
  readonly instructions?: string;
  readonly demos?: readonly Demo[];
  /** By name of the field. */
  readonly fields?: Readonly<Record<string, FieldChange>>;
}

/** Changes by path of the predictor. */
export type Changes = Readonly<Record<string, PredictorChange>>;

/**
 * A program that a search considers, as a value: what differs from the student. Frozen.
 *
 * Two candidates that make the same program have the same id, however they came about.
 */
export interface Candidate {
  /** A fingerprint of the program it makes. */
  readonly id: string;
  readonly changes: Changes;
  /** Ids of the candidates it was made of; none for the student. */
  readonly parents: readonly string[];
  /** The step that made it, such as `student`, `instruction`, `demos`, `reflection` or `merge`. */
  readonly origin: string;
}

/** Where a candidate comes from. */
export interface Descent {
  readonly parents?: readonly string[];
  readonly origin: string;
}

/** The changes of one over those of another: what both say, the later says. */
export function mergeChanges(base: Changes, over: Changes): Changes {
  const merged: Record<string, PredictorChange> = { ...base };
  for (const [path, change] of Object.entries(over)) {
    const fields = { ...merged[path]?.fields, ...change.fields };
    merged[path] = {
      ...merged[path],
      ...change,
      ...(Object.keys(fields).length === 0 ? {} : { fields }),
    };
  }
  return merged;
}
