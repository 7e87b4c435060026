import { untilAborted } from '../../../resilience';

/** One server-sent event. */
export interface ServerSentEvent {
  /** What the server calls it; empty when it does not say. */
  readonly event: string;
  readonly data: string;
}

const LINE_END = /\r\n|\r|\n/g;

/**
 * Reads server-sent events from text that comes in pieces, cut anywhere.
 *
 * Lines may end in LF, CR or CRLF, mixed and cut in two; an event is given as soon as the line that ends it has come, not with
 * the next piece. Linear in the length of the text.
 */
export class EventDecoder {
  readonly #line: string[] = [];
  readonly #data: string[] = [];
  #event = '';
  #endedInCr = false;

  /** The events that this piece completes. */
  push(text: string): ServerSentEvent[] {
    if (text === '') return [];
    const events: ServerSentEvent[] = [];
    let from = this.#endedInCr && text.startsWith('\n') ? 1 : 0;
    this.#endedInCr = false;
    LINE_END.lastIndex = from;
    for (let end = LINE_END.exec(text); end !== null; end = LINE_END.exec(text)) {
      this.#line.push(text.slice(from, end.index));
      this.#endLine(events);
      from = end.index + end[0].length;
      this.#endedInCr = end[0] === '\r' && from === text.length;
    }
    if (from < text.length) this.#line.push(text.slice(from));
    return events;
  }

  /** The event that was not ended before the text was. */
  end(): ServerSentEvent[] {
    const events: ServerSentEvent[] = [];
    if (this.#line.length > 0) this.#endLine(events);
    this.#dispatch(events);
    return events;
  }

  #endLine(events: ServerSentEvent[]): void {
    const line = this.#line.splice(0).join('');
    if (line === '') this.#dispatch(events);
    else {
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'data') this.#data.push(value);
      else if (field === 'event') this.#event = value;
    }
  }

  #dispatch(events: ServerSentEvent[]): void {
    if (this.#data.length > 0) events.push({ event: this.#event, data: this.#data.splice(0).join('\n') });
    this.#event = '';
  }
}

/** The body of a response, as `fetch` or an older stand-in for it gives it. */
export type ResponseBody = ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

/**
 * The text of a body as it comes. A character cut in two is never seen as such.
 *
 * When the reader leaves, the body is cancelled, which frees the socket even if the server keeps it open.
 */
export async function* readText(body: ResponseBody, signal: AbortSignal | undefined): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = readerOf(body);
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      const text = decoder.decode(value, { stream: done !== true });
      if (text !== '') yield text;
      if (done === true) return;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

interface BodyReader {
  read(): Promise<{ readonly done?: boolean; readonly value?: Uint8Array }>;
  cancel(): Promise<unknown>;
}

function readerOf(body: ResponseBody): BodyReader {
  if ('getReader' in body) return body.getReader();
  const iterator = body[Symbol.asyncIterator]();
  return {
    read: () => iterator.next(),
    cancel: async () => iterator.return?.(),
  };
}
