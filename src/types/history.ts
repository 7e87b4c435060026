import { InvalidArgumentError } from '../errors';
import { assertKnownOptions, deepFreeze, isPlainObject, sameJson } from '../util';
import type { JsonSchema } from './json-schema';

const BRAND = Symbol.for('dspex.history');

/** One turn of a conversation: values of the signature's inputs and outputs, by name. */
export type Turn = Readonly<Record<string, unknown>>;

/** How much of a conversation is kept. */
export interface HistoryWindow {
  /**
   * Most turns, counted from the end.
   * @default no limit
   */
  readonly turns?: number;
  /**
   * Most characters (UTF-16 code units) of all turns together, written as JSON. The last turn is kept whatever its length.
   * @default no limit
   */
  readonly characters?: number;
}

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

  /**
   * The end of the conversation: as many of the last turns as the window holds, each whole.
   *
   * @throws {@link InvalidArgumentError} for a limit that is no whole number, {@link UnknownOptionError}.
   */
  window(window: HistoryWindow): History {
    assertKnownOptions(window, ['turns', 'characters'], 'history.window(...)');
    const { turns = Number.MAX_SAFE_INTEGER, characters = Number.MAX_SAFE_INTEGER } = window;
    for (const limit of [turns, characters]) {
      if (Number.isSafeInteger(limit) && limit >= 0) continue;
      throw new InvalidArgumentError('history.window(...)', {
        found: String(limit),
        expected: 'whole numbers.',
      });
    }
    let [first, length] = [this.messages.length, 0];
    while (first > 0 && this.messages.length - first < turns) {
      length += sameJson(this.messages[first - 1]).length;
      if (length > characters && first < this.messages.length) break;
      first--;
    }
    return new History(this.messages.slice(first));
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
