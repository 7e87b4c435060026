/** One thing that had to be mended to read a value out of a reply. */
export interface Repair {
  /** What kind of mending it was. Stable across releases. */
  readonly kind: RepairKind;
  /** Where, such as `order.lines[1].qty`; `value` at the top. */
  readonly path: string;
  /** What was done, in a few words. For people; the wording may change. */
  readonly message: string;
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
  /** A value in a list that is no value of its type was dropped. */
  | 'dropped-item'
  /** A missing value got the default that the schema states. */
  | 'defaulted';

const MESSAGES: Readonly<Record<RepairKind, string>> = {
  'found-in-text': 'found among other text',
  syntax: 'mended the syntax',
  truncated: 'the text ended before the value did',
  'unwrapped-string': 'read JSON inside a string',
  wrapped: 'put into a list or an object',
  unwrapped: 'taken out of a list or an object',
  converted: 'converted to the type that was asked for',
  matched: 'recognised one of the choices',
  'key-matched': 'recognised a key by another spelling',
  'dropped-key': 'left out a key that was not asked for',
  'dropped-item': 'left out an item of another type',
  defaulted: 'filled in the default',
};

/** A frozen record of something mended. The message defaults to a general one for the kind. */
export function repairOf(kind: RepairKind, path: string, message = MESSAGES[kind]): Repair {
  return Object.freeze({ kind, path, message });
}
