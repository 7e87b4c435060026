import { captureContext } from '../context';
import { linkSignals, untilAborted, type LinkedSignal } from '../resilience';

/** What an {@link EventStream} is made of. */
export interface EventSource<Event, Result> {
  /** Begins the work; the signal aborts when the caller's does, or when the stream is left. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Event>;
  /** The result, if this is the event that carries it; undefined if not. */
  readonly resultOf: (event: Event) => { readonly value: Result } | undefined;
  /** The caller's. */
  readonly signal?: AbortSignal;
}

/** The reason that work is given when its stream is left. */
export function streamLeft(): DOMException {
  return new DOMException('The stream was left before its end.', 'AbortError');
}

/**
 * Events as they come, and the result at the end.
 *
 * Nothing is sent before the first event or the result is asked for; all of it then runs in the context in which the stream
 * was made, whoever reads it. Leaving a loop early cancels the work, down to the socket. Events are kept until they are
 * read, so the result may be awaited before, while or after they are.
 */
export class EventStream<Event, Result> implements AsyncIterable<Event> {
  readonly #inContext = captureContext();
  // Unknown inside, so that a stream of more special events passes for one of more general ones.
  readonly #source: EventSource<unknown, unknown>;
  readonly #events = new Queue<unknown>();
  #scope: LinkedSignal | undefined;
  #iterator: AsyncIterator<unknown> | undefined;
  #pulling: Promise<void> | undefined;
  #outcome: { readonly value: unknown } | { readonly error: unknown } | undefined;
  #ended = false;
  #result: Promise<unknown> | undefined;

  constructor(source: EventSource<Event, Result>) {
    this.#source = source as EventSource<unknown, unknown>;
  }

  /**
   * What the work comes to; asking for it runs the stream to its end.
   *
   * @throws (as a rejection) what the work failed by; an `AbortError` when the stream was left.
   */
  get result(): Promise<Result> {
    if (this.#result === undefined) {
      this.#result = this.#drain();
      // Whoever reads the events gets the failure there; it is not to be reported a second time.
      this.#result.catch(() => undefined);
    }
    return this.#result as Promise<Result>;
  }

  [Symbol.asyncIterator](): AsyncIterator<Event, undefined> {
    return { next: () => this.#next(), return: () => this.#leave() };
  }

  async #next(): Promise<IteratorResult<Event, undefined>> {
    while (this.#events.isEmpty && !this.#ended) await this.#pull();
    if (!this.#events.isEmpty) return { done: false, value: this.#events.take() as Event };
    if (this.#outcome !== undefined && 'error' in this.#outcome) throw this.#outcome.error;
    return { done: true, value: undefined };
  }

  async #leave(): Promise<IteratorResult<Event, undefined>> {
    if (this.#ended) return { done: true, value: undefined };
    const reason = streamLeft();
    const iterator = this.#iterator;
    if (this.#pulling === undefined) {
      // The work stands still: it is closed in order before anybody goes on.
      this.#iterator = undefined;
      await this.#inContext(async () => iterator?.return?.()).catch(() => undefined);
    }
    this.#end({ error: reason }, reason);
    return { done: true, value: undefined };
  }

  async #drain(): Promise<unknown> {
    while (!this.#ended) await this.#pull();
    if (this.#outcome === undefined) throw new Error('The stream ended without a result.');
    if ('error' in this.#outcome) throw this.#outcome.error;
    return this.#outcome.value;
  }

  /** Asks for one event; those who ask meanwhile wait for the same. */
  #pull(): Promise<void> {
    this.#pulling ??= this.#inContext(() => this.#step()).finally(() => (this.#pulling = undefined));
    return this.#pulling;
  }

  async #step(): Promise<void> {
    try {
      const scope = (this.#scope ??= linkSignals(this.#source.signal));
      scope.signal.throwIfAborted();
      this.#iterator ??= this.#source.open(scope.signal)[Symbol.asyncIterator]();
      const step = await untilAborted(this.#iterator.next(), scope.signal);
      if (step.done === true) {
        this.#end(undefined, undefined);
        return;
      }
      this.#events.add(step.value);
      this.#outcome = this.#source.resultOf(step.value) ?? this.#outcome;
    } catch (error) {
      this.#end({ error }, error);
    }
  }

  /** Settles the outcome, unless there is one, and lets everything go. */
  #end(outcome: { readonly error: unknown } | undefined, reason: unknown): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#outcome ??= outcome;
    if (reason !== undefined) this.#scope?.abort(reason);
    this.#scope?.dispose();
    const iterator = this.#iterator;
    if (reason === undefined || iterator?.return === undefined) return;
    // Not waited for: work that does not listen to its signal must not hold up whoever left.
    this.#inContext(async () => iterator.return?.()).catch(() => undefined);
  }
}

/** First in, first out; taking one costs the same whatever waits behind it. */
class Queue<Item> {
  #items: Item[] = [];
  #head = 0;

  get isEmpty(): boolean {
    return this.#head === this.#items.length;
  }

  add(item: Item): void {
    this.#items.push(item);
  }

  take(): Item {
    const item = this.#items[this.#head++] as Item;
    if (this.#head === this.#items.length) {
      this.#items = [];
      this.#head = 0;
    }
    return item;
  }
}
