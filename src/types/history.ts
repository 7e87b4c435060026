import { InvalidArgumentError } from '../errors';
import { deepFreeze, isPlainObject } from '../util';
import type { JsonSchema } from './json-schema';

const BRAND = Symbol.for('dspex.history');

/** One turn of a conversation: values of the signature's inputs and outputs, by name. */
export type Turn = Readonly<Record<string, unknown>>;

/**
 * A conversation so far. An input of this type is shown to the model as turns before the request.
 *
 * Source: DSPy's `History`. Immutable: `append` gives a longer one.
 */
export class History {
  /** The JSON Schema of its saved form. */
  static readonly jsonSchema: JsonSchema = Object.freeze({
    type: 'object',
    properties: { messages: { type: 'array', items: { type: 'object' } } },
    required: ['messages'],
  });

  readonly messages: readonly Turn[];

  /** @param messages the turns, oldest first. */
  constructor(messages: readonly Turn[] = []) {
    if (!Array.isArray(messages) || !messages.every(isPlainObject)) {
      throw new InvalidArgumentError('new History(messages)', {
        expected: 'an array of turns, each an object of field names and values.',
      });
    }
    this.messages = deepFreeze(messages.map((turn) => ({ ...turn })));
    Object.freeze(this);
  }

  /** The conversation with one more turn. */
  append(turn: Turn): History {
    return new History([...this.messages, turn]);
  }

  get [BRAND](): true {
    return true;
  }

  /** Whether the value is a conversation, from this or another copy of the library. */
  static is(value: unknown): value is History {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The conversation as text; adapters expand it into turns instead. */
  static toParts(value: History): string {
    return JSON.stringify(History.toJson(value));
  }

  /** The conversation as DSPy saves it. */
  static toJson(value: History): { readonly messages: readonly Turn[] } {
    return { messages: value.messages };
  }

  /** A conversation from its saved form, or from its turns alone. */
  static fromJson(json: unknown): History {
    return new History((isPlainObject(json) ? json['messages'] : json) as readonly Turn[]);
  }
}
