import type { Citation, ContentPart, ReasoningPart } from '../messages';
import type { JsonSchema } from './json-schema';

/**
 * A kind of value with its own way into a prompt and back, such as an image or a conversation. Users write their own: an
 * object of this form, or a class whose statics have it, is given to a field as `type: () => Mine`.
 *
 * Implementers promise: `toParts`, `toText` and `toJson` do no I/O and do not change the value; `fromJson(toJson(value))`
 * equals `value`, and so does `fromText(toText(value))`; `fromJson` and `fromText` throw on what is no such value.
 * Text that they give needs no care for the prompt's own syntax: adapters see to that.
 */
export interface PromptType<Value = unknown> {
  /** The name errors and saved signatures use, such as `Image`. */
  readonly name: string;
  /**
   * How the type is written where fields are described to the model, such as `typescript code`.
   * @default the name
   */
  readonly notation?: string;
  /** One sentence for the model, where the name does not say enough. */
  readonly description?: string;
  /** The JSON it is saved as, and that a model writes where a reply is JSON. */
  readonly jsonSchema: JsonSchema;
  /** Whether a value is already of this kind, from this or another copy of the library. */
  is(value: unknown): value is Value;
  /** What the prompt shows: text alone, or typed parts. */
  toParts(value: Value): string | readonly ContentPart[];
  toJson(value: Value): unknown;
  fromJson(json: unknown): Value;
  /**
   * How a model writes the value where a field is text.
   * @default its JSON
   */
  toText?(value: Value): string;
  /**
   * The value in a model's text; goes with `toText`.
   * @default the JSON in the text, read with `jsonSchema`
   */
  fromText?(text: string): Value;
  /** How the value comes from the provider itself instead of from the text, where the model can do that. */
  readonly native?: NativeOutput<Value>;
}

/** An output that a capable model gives beside its text, so that nobody has to ask for it in words. */
export interface NativeOutput<Value = unknown> {
  /** What the model must be able to do. */
  readonly capability: 'reasoning' | 'citations';
  /** The value in a reply. It may be empty where the model gave nothing. */
  fromReply(reply: NativeReply): Value;
}

/** What a reply holds beside its text. */
export interface NativeReply {
  readonly text: string;
  readonly reasoning: readonly ReasoningPart[];
  readonly citations?: readonly Citation[];
}
