import type { LmStreamEvent } from '../../stream-event';
import { recordOf, textIn } from './read-json';
import type { ToolNames } from './tool-names';

interface CallSoFar {
  readonly id: string;
  readonly name: string;
  readonly arguments: string[];
  /** The server's number of it; decides on the order. */
  readonly index: number;
}

/**
 * Puts the pieces of parallel tool calls together, as chat completions stream them.
 *
 * The server's number of a call tells its pieces from those of others. Some servers count from anywhere, some give every call
 * the number 0 and a new id, some give no number: a new id then begins a new call.
 */
export class ToolCallAccumulator {
  readonly #names: ToolNames;
  readonly #byIndex = new Map<number, CallSoFar>();
  readonly #calls: CallSoFar[] = [];

  constructor(names: ToolNames) {
    this.#names = names;
  }

  /** The events of one piece. */
  *push(output: number, piece: Record<string, unknown>): Generator<LmStreamEvent> {
    const target = recordOf(piece['function']);
    const id = textIn(piece['id']);
    const text = argumentsText(target['arguments']);
    const known = this.#find(piece['index'], id);
    // A server that repeats itself has said nothing new.
    if (known !== undefined && id !== '' && text !== '' && known.arguments.join('') === text) return;
    const call = known ?? this.#begin(piece['index'], id, textIn(target['name']));
    if (known === undefined) {
      const name = this.#names.fromProvider(call.name);
      yield { type: 'tool-call-start', output, id: call.id, name };
    }
    if (text === '') return;
    call.arguments.push(text);
    yield { type: 'tool-call-delta', output, id: call.id, delta: text };
  }

  #find(index: unknown, id: string): CallSoFar | undefined {
    const numbered = typeof index === 'number' ? this.#byIndex.get(index) : undefined;
    if (numbered !== undefined && (id === '' || id === numbered.id)) return numbered;
    if (id !== '') return this.#calls.find((call) => call.id === id);
    return typeof index === 'number' ? undefined : this.#calls.at(-1);
  }

  #begin(index: unknown, id: string, name: string): CallSoFar {
    const place = typeof index === 'number' ? index : this.#calls.length;
    const call = { id: id || `call_${this.#calls.length}`, name, arguments: [], index: place };
    this.#byIndex.set(place, call);
    this.#calls.push(call);
    return call;
  }

  /** The calls as a reply that is not streamed has them, in the order of their numbers. */
  toJson(): readonly object[] {
    return [...this.#calls]
      .sort((left, right) => left.index - right.index)
      .map(({ id, name, arguments: pieces }) => ({
        id,
        type: 'function',
        function: { name, arguments: pieces.join('') },
      }));
  }
}

function argumentsText(value: unknown): string {
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return textIn(value);
}
