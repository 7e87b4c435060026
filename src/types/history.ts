import { InvalidArgumentError } from '../errors';
import { deepFreeze, isPlainObject } from '../util';
import type { PromptType } from './prompt-type';

const BRAND = Symbol.for('dspex.history');

/** One turn of a conversation: values of the signature's inputs and outputs, by name. */
export type Turn = Readonly<Record<string, unknown>>;

/**
 * A conversation so far. An input of this type is shown to the model as turns before the request.
 *
 * Source: DSPy's `History`. Immutable: `append` gives a longer one.
 */
export class History {
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
}

/** How a {@link History} travels through prompts and files. The adapter expands it into turns. */
export const historyType: PromptType<History> = Object.freeze({
  name: 'History',
  jsonSchema: {
    type: 'object',
    properties: { messages: { type: 'array', items: { type: 'object' } } },
    required: ['messages'],
  },
  is: (value: unknown): value is History => typeof value === 'object' && value !== null && BRAND in value,
  toParts: (value: History) => JSON.stringify({ messages: value.messages }),
  toJson: (value: History) => ({ messages: value.messages }),
  fromJson: (json: unknown) =>
    new History((isPlainObject(json) ? json['messages'] : json) as readonly Turn[]),
});
