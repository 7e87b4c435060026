import type { ContentPart } from '../messages';
import type { JsonSchema } from './json-schema';

/**
 * A kind of value with its own way into a prompt and back, such as an image or a conversation.
 *
 * Implementers promise: `toParts` and `toJson` do no I/O and do not change the value; `fromJson(toJson(value))`
 * equals `value`; `fromJson` throws on JSON that is no such value.
 */
export interface PromptType<Value = unknown> {
  /** The name the model reads and errors use, such as `Image`. */
  readonly name: string;
  /** One sentence for the model, where the name does not say enough. */
  readonly description?: string;
  /** The JSON it is saved as. */
  readonly jsonSchema: JsonSchema;
  /** Whether a value is already of this kind, from this or another copy of the library. */
  is(value: unknown): value is Value;
  /** What the prompt shows: text alone, or typed parts. */
  toParts(value: Value): string | readonly ContentPart[];
  toJson(value: Value): unknown;
  fromJson(json: unknown): Value;
}
