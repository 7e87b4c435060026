import { inspect } from 'node:util';
import { InvalidArgumentError } from '../../errors';
import type { JsonSchema } from '../json-schema';
import type { NativeOutput, NativeReply } from '../prompt-type';

const BRAND = Symbol.for('dspex.reasoning');

/**
 * What a model thought before it answered. A model that gives its thoughts apart is not asked for them in words; where such a
 * model keeps them to itself the text is empty.
 *
 * Source: DSPy's `Reasoning`.
 */
export class Reasoning {
  /** The JSON Schema of its saved form. */
  static readonly jsonSchema: JsonSchema = Object.freeze({ type: 'string' });
  /** How the type reads in a prompt. */
  static readonly notation = 'string';
  /** Given by the provider where the model reasons by itself. */
  static readonly native: NativeOutput<Reasoning> = Object.freeze({
    capability: 'reasoning',
    fromReply: ({ reasoning }: NativeReply) => new Reasoning(reasoning.map(({ text }) => text).join('\n\n')),
  });

  /** The thoughts. */
  readonly text: string;

  /** @throws {@link InvalidArgumentError} for what is no text. */
  constructor(text: string) {
    if (typeof text !== 'string')
      throw new InvalidArgumentError('new Reasoning(text)', { found: typeof text, expected: 'a text.' });
    this.text = text;
    Object.freeze(this);
  }

  get [BRAND](): true {
    return true;
  }

  /** The thoughts. */
  toString(): string {
    return this.text;
  }

  /** The thoughts. */
  toJSON(): string {
    return this.text;
  }

  /** Shows as the text does. */
  [inspect.custom](): string {
    return `Reasoning(${inspect(this.text)})`;
  }

  /** Whether the value is reasoning, from this or another copy of the library. */
  static is(value: unknown): value is Reasoning {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The thoughts as text. */
  static toParts(value: Reasoning): string {
    return value.text;
  }

  /** The thoughts as text. */
  static toText(value: Reasoning): string {
    return value.text;
  }

  /** The thoughts as text, as DSPy saves them. */
  static toJson(value: Reasoning): string {
    return value.text;
  }

  /** Reasoning from its text or `{ content }`. */
  static fromJson(json: unknown): Reasoning {
    const text = typeof json === 'object' && json !== null && 'content' in json ? json.content : json;
    return new Reasoning(text as string);
  }

  /** Reasoning from a model's text. */
  static fromText(text: string): Reasoning {
    return new Reasoning(text);
  }
}
