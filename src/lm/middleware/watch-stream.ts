import { linkSignals, untilAborted, type Clock } from '../../resilience';
import { streamLeft } from '../event-stream';

/** Time limits of a stream, in milliseconds; `Infinity` for none. */
export interface StreamClocks {
  /** Until the first event. */
  readonly first: number;
  /** Between two events, from the moment the next one is asked for: the reader may take its time. */
  readonly idle: number;
  /** Until the end, the reader's own time included. */
  readonly total: number;
}

/** Which limit ran out. */
export type StreamClock = keyof StreamClocks;

/** How a stream is watched. */
export interface WatchOptions {
  readonly clocks: StreamClocks;
  readonly clock: Clock;
  /** The caller's. */
  readonly signal: AbortSignal | undefined;
  /** The error for time running out. */
  readonly onTimeout: (which: StreamClock) => Error;
}

/**
 * Passes events on and ends the stream when one of its clocks runs out: its signal aborts, which reaches the socket.
 *
 * No timer and no listener is left behind, whatever happens.
 */
export async function* watchStream<Event>(
  { clocks, clock, signal, onTimeout }: WatchOptions,
  open: (signal: AbortSignal) => AsyncIterable<Event>,
): AsyncGenerator<Event> {
  signal?.throwIfAborted();
  const linked = linkSignals(signal);
  const start = (which: StreamClock): (() => void) =>
    clock.startTimer(clocks[which], () => linked.abort(onTimeout(which)));
  const stopTotal = start('total');
  let stop = start('first');
  let iterator: AsyncIterator<Event> | undefined;
  let isDone = false;
  try {
    iterator = open(linked.signal)[Symbol.asyncIterator]();
    for (;;) {
      const step = await untilAborted(iterator.next(), linked.signal);
      stop();
      if (step.done === true) {
        isDone = true;
        return;
      }
      yield step.value;
      stop = start('idle');
    }
  } finally {
    stop();
    stopTotal();
    const wasAborted = linked.signal.aborted;
    if (!isDone) linked.abort(streamLeft());
    linked.dispose();
    // What does not listen to its signal is not waited for.
    const closing = isDone ? undefined : Promise.resolve(iterator?.return?.()).catch(() => undefined);
    if (!wasAborted) await closing;
  }
}
