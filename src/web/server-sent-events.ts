import { DspyError } from '../errors';
import type { ProgramStream, ProgramStreamEvent } from '../modules';
import { systemClock, type Clock } from '../resilience';
import { assertKnownOptions } from '../util';

/** What the browser is told about a failure. */
export interface ToldError {
  /** The error's code, `ERROR` for one that is not of this library. */
  readonly code: string;
  /** Whether the same request may succeed when it is made again. */
  readonly retryable: boolean;
  readonly message?: string;
}

/** How a stream is written as server-sent events. */
export interface ServerSentEventsOptions<Result = unknown> {
  /**
   * What the browser sees of an event: its `type` becomes the event's name, the whole becomes its data as JSON; undefined leaves the
   * event out.
   * @default `status`, `field-delta` and `prediction` as they are, nothing of models, tools and reasoning
   */
  readonly show?: (event: ProgramStreamEvent<Result>) => { readonly type: string } | undefined;
  /**
   * What the browser sees of a failure, as the data of the last event, `error`.
   * @default code and retryable; no message, which may quote a prompt
   */
  readonly showError?: (error: unknown) => ToldError;
  /**
   * Milliseconds of silence after which a comment is sent, so that nobody between closes the connection.
   * @default 15_000
   */
  readonly keepAlive?: number;
}

/** The headers of a response whose body is {@link toServerSentEvents}. */
export const SERVER_SENT_EVENTS_HEADERS = Object.freeze({
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache, no-transform',
  // Tells nginx not to hold back what is there.
  'x-accel-buffering': 'no',
});

const SHOWN = new Set(['status', 'field-delta', 'prediction']);

/**
 * A run of a program as the body of a web response: server-sent events, which a browser reads with `EventSource`.
 *
 * The run begins when the body is read and is cancelled, down to the model's socket, when the browser goes away. A failure is
 * the last event, `error`, since the status was sent long before.
 *
 * @example
 * ```ts
 * // Next, Hono, Deno: a route handler.
 * return new Response(toServerSentEvents(program.stream({ question })), { headers: SERVER_SENT_EVENTS_HEADERS });
 * // node:http, Express: a response.
 * response.writeHead(200, SERVER_SENT_EVENTS_HEADERS);
 * pipeline(Readable.fromWeb(toServerSentEvents(program.stream({ question }))), response, () => undefined);
 * ```
 * @throws {@link UnknownOptionError}.
 */
export function toServerSentEvents<Result>(
  stream: ProgramStream<Result>,
  options: ServerSentEventsOptions<Result> = {},
): ReadableStream<Uint8Array> {
  assertKnownOptions(options, ['show', 'showError', 'keepAlive'], 'toServerSentEvents(stream, ...)');
  return framesOf(stream, options, systemClock);
}

/** The same over a clock of one's own. */
export function framesOf<Result>(
  stream: AsyncIterable<ProgramStreamEvent<Result>>,
  { show = shownEvent, showError = shownError, keepAlive = 15_000 }: ServerSentEventsOptions<Result>,
  clock: Clock,
): ReadableStream<Uint8Array> {
  const events = stream[Symbol.asyncIterator]();
  let pending: Promise<IteratorResult<ProgramStreamEvent<Result>>> | undefined;
  return new ReadableStream<Uint8Array>(
    {
      /** Called whenever there is room; gives one frame, or ends. */
      async pull(controller) {
        for (;;) {
          pending ??= events.next();
          const next = await orSilence(pending, keepAlive, clock).catch((error: unknown) => ({ error }));
          if (next === undefined) return controller.enqueue(bytesOf(': still here\n\n'));
          pending = undefined;
          if ('error' in next) controller.enqueue(frame('error', showError(next.error)));
          if ('error' in next || next.done === true) return controller.close();
          const shown = show(next.value);
          if (shown !== undefined) return controller.enqueue(frame(shown.type, shown));
        }
      },
      async cancel() {
        pending?.catch(() => undefined);
        await events.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** The value, or undefined when it takes longer than that. */
function orSilence<Value>(promise: Promise<Value>, delay: number, clock: Clock): Promise<Value | undefined> {
  return new Promise((resolve, reject) => {
    const cancel = clock.startTimer(delay, () => resolve(undefined));
    promise.then(
      (value) => {
        cancel();
        resolve(value);
      },
      (error: unknown) => {
        cancel();
        reject(error as Error);
      },
    );
  });
}

function shownEvent<Result>(event: ProgramStreamEvent<Result>): ProgramStreamEvent<Result> | undefined {
  return SHOWN.has(event.type) ? event : undefined;
}

function shownError(error: unknown): ToldError {
  return DspyError.isInstance(error)
    ? { code: error.code, retryable: error.retryable }
    : { code: 'ERROR', retryable: false };
}

/** JSON has no bare line breaks, so the data is one line. */
function frame(name: string, data: object): Uint8Array {
  return bytesOf(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
