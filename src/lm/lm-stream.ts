import { EventStream } from './event-stream';
import type { LmResponse } from './response';
import type { LmStreamEvent } from './stream-event';

/**
 * A reply as it comes: `for await (const event of stream)`, and `await stream.result` for the whole of it.
 *
 * Leaving the loop early cancels the request. The last event is `finish`, with the same response as `result`.
 */
export class LmStream extends EventStream<LmStreamEvent, LmResponse> {
  /** @internal */
  constructor(open: (signal: AbortSignal) => AsyncIterable<LmStreamEvent>, signal?: AbortSignal) {
    super({
      open,
      signal,
      resultOf: (event) => (event.type === 'finish' ? { value: event.response } : undefined),
    });
  }
}
