import { linkSignals, type SingleFlight } from '../../resilience';
import { streamLeft } from '../event-stream';
import type { LanguageModel, LmCall } from '../language-model';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import type { LmStreamEvent } from '../stream-event';
import { eventsOf, streamOf } from '../stream-of';
import { Broadcast } from './broadcast';

/** One reader of a stream that others may read too. */
export interface StreamShare {
  /** Equal for equal questions. */
  readonly key: string;
  readonly request: LmRequest;
  readonly call: LmCall;
  /** Told of the whole reply, once, before anybody sees the last event. */
  readonly onWhole: (response: LmResponse) => Promise<void>;
  /** What the response is to those who joined. */
  readonly onJoined: (response: LmResponse) => LmResponse;
}

/**
 * Lets identical questions that are asked at once share one call, where some of them are streamed.
 *
 * Who joins a stream is given all of it from the start. The call is ended when the last reader has left.
 */
export class SharedStreams {
  readonly #inner: LanguageModel;
  readonly #flights: SingleFlight<LmResponse>;
  readonly #broadcasts = new Map<string, Broadcast<LmStreamEvent>>();

  /** @param flights those of calls that are not streamed. */
  constructor(inner: LanguageModel, flights: SingleFlight<LmResponse>) {
    this.#inner = inner;
    this.#flights = flights;
  }

  /** The events, from a call of one's own or from one that is going on. */
  async *join(share: StreamShare): AsyncGenerator<LmStreamEvent> {
    const reader = linkSignals(share.call.signal);
    try {
      const isJoining = this.#broadcasts.has(share.key);
      const outcome = this.#flights.run(share.key, reader.signal, (signal) => this.#lead(share, signal));
      outcome.catch(() => undefined);
      const events = this.#broadcasts.get(share.key);
      // A call that is not streamed has nothing to tell before it ends.
      if (events === undefined) yield* eventsOf(share.onJoined((await outcome).value));
      else {
        for await (const event of events.read(reader.signal)) {
          if (event.type !== 'finish' && !(isJoining && event.type === 'usage')) yield event;
        }
        const { value } = await outcome;
        const response = isJoining ? share.onJoined(value) : value;
        if (isJoining) yield { type: 'usage', usage: response.usage };
        yield { type: 'finish', response };
      }
    } finally {
      reader.abort(streamLeft());
    }
  }

  async #lead({ key, request, call, onWhole }: StreamShare, signal: AbortSignal): Promise<LmResponse> {
    const events = new Broadcast<LmStreamEvent>();
    this.#broadcasts.set(key, events);
    let response: LmResponse | undefined;
    try {
      for await (const event of streamOf(this.#inner, request, { ...call, signal })) {
        if (event.type === 'finish') await onWhole((response = event.response));
        events.add(event);
      }
      events.end();
    } catch (error) {
      events.fail(error);
      throw error;
    } finally {
      if (this.#broadcasts.get(key) === events) this.#broadcasts.delete(key);
    }
    if (response === undefined) throw new Error('The stream ended without its last event.');
    return response;
  }
}
