import { LmTransportError } from '../../lm-errors';
import type { SdkErrorContext } from './map-sdk-error';
import { notAReply } from './map-sdk-error';
import { EventDecoder, readText, type ResponseBody } from './server-sent-events';

/** One thing that a server sent in answer to a request for a stream. */
export type StreamPiece =
  /** An event, as parsed JSON. */
  | { readonly kind: 'event'; readonly data: unknown }
  /** The server's own mark that there is no more. */
  | { readonly kind: 'done' }
  /** A whole reply, from a server that does not stream. */
  | { readonly kind: 'whole'; readonly body: unknown };

/** What a call of a vendor's SDK gives: a promise of a stream that can also give the bare response. */
interface SdkCall extends PromiseLike<unknown> {
  asResponse?(): Promise<{ readonly headers: Headers; readonly body: ResponseBody | null }>;
}

/**
 * Reads the answer to a request for a stream.
 *
 * The SDK sends and checks the status; the events are read here, as its own reader waits for a further line where lines end in
 * CR, and holds the socket until the server lets go. A client that has no bare response to give is read through its own stream.
 *
 * @throws what the SDK throws; a `SyntaxError` for an event that is cut.
 */
export async function* readStream(
  sent: PromiseLike<unknown>,
  signal: AbortSignal | undefined,
  context: SdkErrorContext,
): AsyncGenerator<StreamPiece> {
  const call = sent as SdkCall;
  if (typeof call.asResponse !== 'function') {
    for await (const data of (await sent) as AsyncIterable<unknown>) yield { kind: 'event', data };
    return;
  }
  const { headers, body } = await call.asResponse();
  const text = body === null ? emptyText() : readText(body, signal);
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '');
  if (isJson) yield { kind: 'whole', body: parseWhole(await joinText(text)) };
  else yield* readEvents(text, context);
}

async function* readEvents(
  text: AsyncIterable<string>,
  context: SdkErrorContext,
): AsyncGenerator<StreamPiece> {
  const decoder = new EventDecoder();
  let beginning = '';
  let isEmpty = true;
  for await (const piece of text) {
    if (isEmpty && beginning.length < 500) beginning += piece;
    for (const { data } of decoder.push(piece)) {
      isEmpty = false;
      yield toPiece(data);
    }
  }
  for (const { data } of decoder.end()) {
    isEmpty = false;
    yield toPiece(data);
  }
  if (isEmpty) throw beginning === '' ? brokenOff(context) : notAReply(beginning, context);
}

function toPiece(data: string): StreamPiece {
  return data.trim() === '[DONE]' ? { kind: 'done' } : { kind: 'event', data: JSON.parse(data) as unknown };
}

/** The error for a stream that ended before the reply did. */
export function brokenOff({ provider, model }: SdkErrorContext): LmTransportError {
  return new LmTransportError(
    { problem: `The stream of ${provider}/${model} ended before the reply was whole.` },
    { provider, model },
  );
}

async function joinText(text: AsyncIterable<string>): Promise<string> {
  const pieces: string[] = [];
  for await (const piece of text) pieces.push(piece);
  return pieces.join('');
}

function parseWhole(text: string): unknown {
  return JSON.parse(text) as unknown;
}

async function* emptyText(): AsyncGenerator<string> {
  yield* [];
}
