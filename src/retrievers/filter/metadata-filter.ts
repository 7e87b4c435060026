/** What a field of a passage's metadata is compared with. */
export type FilterValue = string | number | boolean;

/** What must be true of one field; of several conditions, all. */
export interface FieldConditions {
  /** Equal, of the same type. */
  readonly $eq?: FilterValue;
  /** Not equal, or absent. */
  readonly $ne?: FilterValue;
  /** Equal to one of these. */
  readonly $in?: readonly FilterValue[];
  /** Equal to none of these, or absent. */
  readonly $nin?: readonly FilterValue[];
  /** Greater: numbers by size, texts (such as ISO dates) in alphabetical order of their code units. */
  readonly $gt?: number | string;
  /** Greater or equal. */
  readonly $gte?: number | string;
  /** Less. */
  readonly $lt?: number | string;
  /** Less or equal. */
  readonly $lte?: number | string;
  /** True: the field is there, with a value other than null and an empty list; false: it is not. */
  readonly $exists?: boolean;
}

/**
 * What must be true of a passage's metadata, as plain data that every backend can translate.
 *
 * Keys are names of fields; all of them must hold. Of a field that holds a list, a condition holds when it does for one of
 * the items (`$ne` and `$nin`: for none). A value of another type is never equal, greater or less. `$not` is true exactly where
 * what it holds is false.
 *
 * @example
 * ```ts
 * const filter: MetadataFilter = { topic: 'space', year: { $gte: 2000, $lt: 2010 }, $not: { tags: 'draft' } };
 * ```
 */
export interface MetadataFilter {
  /** All of these. */
  readonly $and?: readonly MetadataFilter[];
  /** At least one of these. */
  readonly $or?: readonly MetadataFilter[];
  /** Not this. */
  readonly $not?: MetadataFilter;
  readonly [field: string]:
    FilterValue | FieldConditions | MetadataFilter | readonly MetadataFilter[] | undefined;
}

/** An order between a field and a value. */
export type FilterOrder = 'gt' | 'gte' | 'lt' | 'lte';

/** A filter that was read: what a backend translates. */
export type FilterNode =
  | { readonly kind: 'all'; readonly of: readonly FilterNode[] }
  | { readonly kind: 'any'; readonly of: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly of: FilterNode }
  | { readonly kind: 'in'; readonly field: string; readonly values: readonly FilterValue[] }
  | {
      readonly kind: 'order';
      readonly field: string;
      readonly order: FilterOrder;
      readonly value: number | string;
    }
  | { readonly kind: 'exists'; readonly field: string };
