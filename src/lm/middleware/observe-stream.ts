import { NO_USAGE, type Usage } from '../../messages';
import type { LmResponse } from '../response';
import type { LmStreamEvent } from '../stream-event';

/** Exactly one of these is called, once, when a stream ends. */
export interface StreamObserver {
  /** The reply is whole. Called before its last event is passed on. */
  readonly finished: (response: LmResponse) => void | Promise<void>;
  /** The stream broke. */
  readonly failed: (error: unknown) => void;
  /** The reader left before the end. */
  readonly left: (usage: Usage) => void;
}

/** The same events, and word of how they ended: what wrappers that keep account of calls need. */
export async function* observeStream(
  events: AsyncIterable<LmStreamEvent>,
  observer: StreamObserver,
): AsyncGenerator<LmStreamEvent> {
  let usage = NO_USAGE;
  let isTold = false;
  try {
    for await (const event of events) {
      if (event.type === 'usage') usage = event.usage;
      if (event.type === 'finish' && !isTold) {
        isTold = true;
        await observer.finished(event.response);
      }
      yield event;
    }
  } catch (error) {
    if (!isTold) {
      isTold = true;
      observer.failed(error);
    }
    throw error;
  } finally {
    if (!isTold) observer.left(usage);
  }
}
