import type { FullReply } from './vendor-reply';

/** One event of a stream. */
export interface WireEvent {
  /** As it goes over the wire. */
  readonly text: string;
  /** Whether it carries a piece of content, as opposed to the frame around it. */
  readonly isContent: boolean;
}

/** How a vendor says things. */
export interface Wire {
  /** A whole answer. */
  readonly json: (reply: FullReply, outputs: number) => object;
  /** The same as a stream. */
  readonly events: (reply: FullReply, outputs: number) => readonly WireEvent[];
  /** The body of an error. */
  readonly error: (status: number, code: string | undefined) => object;
}

/** An event without a name, as OpenAI sends it. */
export function unnamedEvent(data: object | string, isContent = false): WireEvent {
  return { text: `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`, isContent };
}

/** An event that is called by its type, as Anthropic sends it. */
export function namedEvent(data: { readonly type: string }, isContent = false): WireEvent {
  return { text: `event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`, isContent };
}

/** Two halves of a text, neither of which ends inside a character. */
export function halves(text: string): readonly string[] {
  const characters = [...text];
  const middle = Math.ceil(characters.length / 2);
  return [characters.slice(0, middle).join(''), characters.slice(middle).join('')].filter(
    (half) => half !== '',
  );
}
