import type { Repair } from '../../primitives';
import type { JsonSchema } from '../../types';
import { assertKnownOptions } from '../../util';
import { ParseValueError } from './parse-value-error';
import { PartialParser } from './partial-parser';
import { Chooser } from './reply/choose-reading';
import { readReply, type Wanted } from './reply/read-reply';

/** What a text should hold. */
export interface ParseValueOptions {
  /** The JSON Schema of the value; `x-aliases`, `x-descriptions` and `x-property-aliases` are understood. */
  readonly schema: JsonSchema;
  /**
   * Whether the text is the beginning of a reply that is still arriving. Then nothing is missing yet, and what the rest may
   * still change is left out: a number at the very end, a choice that is not complete.
   * @default false
   */
  readonly partial?: boolean;
}

/** What a text holds. */
export interface ParsedValue {
  /**
   * JSON that fits the schema; integers beyond 2^53 are bigints. Of a reply that is still arriving: as much of it as is
   * certain, null while that is nothing.
   */
  readonly value: unknown;
  /** What had to be mended; empty for clean JSON, and while the reply is still arriving. Frozen. */
  readonly repairs: readonly Repair[];
}

const NO_REPAIRS: readonly Repair[] = Object.freeze([]);

/**
 * Reads a value out of a model's words: JSON as it is, in a code fence, among prose, with the mistakes models make; or plain
 * words where the schema asks for a number, a yes or no, one of a list. Valid JSON that fits comes through as it is. Nothing
 * is made up that the text does not hold: what could mean two things is an error.
 *
 * Takes time that is linear in the length of the text, whatever the text.
 *
 * @throws {@link ParseValueError} when the text holds no such value; never while it is still arriving.
 */
export function parseValue(text: string, options: ParseValueOptions): ParsedValue {
  assertKnownOptions(options, ['schema', 'partial'], 'parseValue(text, ...)');
  const { schema, partial = false } = options;
  if (partial) return Object.freeze({ value: new PartialParser({ schema }).push(text), repairs: NO_REPAIRS });
  return parsed(text, { schema, holdsLimits: true });
}

/**
 * Like {@link parseValue}, but the limits of the schema on size, range and form need not hold: whoever asks checks them, and
 * says better what is wrong.
 *
 * @throws {@link ParseValueError} when the text holds no value of the type.
 */
export function parseWithoutLimits(text: string, schema: JsonSchema): ParsedValue {
  return parsed(text, { schema, holdsLimits: false });
}

function parsed(text: string, wanted: Wanted): ParsedValue {
  const reading = readReply(text, wanted);
  if (reading instanceof Chooser) throw new ParseValueError(reading.issue ?? NOTHING, text);
  return Object.freeze({ value: reading.value, repairs: Object.freeze(reading.repairs) });
}

const NOTHING = { path: 'value', expected: 'a value', found: 'nothing' };

export { ParseValueError };
