/** One thing that had to be mended to read a value. */
export interface Repair {
  /** Where, such as `order.lines[1].qty`; `value` at the top. */
  readonly path: string;
  /** What kind of mending it was. Stable across releases. */
  readonly kind: RepairKind;
}

/** Kinds of mending, from the text as a whole down to single values. */
export type RepairKind =
  /** The value stood among other text, in a code fence, or after reasoning. */
  | 'found-in-text'
  /** Quotes, commas, colons, brackets, escapes or comments were not JSON. */
  | 'syntax'
  /** The text ended before the value did. */
  | 'truncated'
  /** JSON inside a JSON string was read as JSON. */
  | 'unwrapped-string'
  /** One value was wrapped into a list or an object of one member. */
  | 'wrapped'
  /** A list or an object of one member was unwrapped. */
  | 'unwrapped'
  /** A value of another type was converted, such as the text `1,000` into a number. */
  | 'converted'
  /** A member of a closed list was recognised by case, punctuation, alias or description. */
  | 'matched'
  /** A key was recognised by case, punctuation or alias. */
  | 'key-matched'
  /** A key that the schema does not have was dropped. */
  | 'dropped-key'
  /** A list item that is no value of its type was dropped. */
  | 'dropped-item'
  /** A missing value got the default that the schema states. */
  | 'defaulted';
