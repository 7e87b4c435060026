import type { FinishReason, Usage } from '../../messages';

/** Whose protocol a server speaks. */
export type Vendor = 'openai' | 'anthropic';

/** A tool call of a scripted reply. */
export interface VendorToolCall {
  /** @default 'call_1', 'call_2', … */
  readonly id?: string;
  readonly name: string;
  /** An object; or text, to send what is no JSON. */
  readonly arguments: object | string;
}

/** A reply in neutral words; the server says it in its vendor's. */
export interface VendorReplyParts {
  /** @default '' */
  readonly text?: string;
  readonly reasoning?: string;
  /** Anthropic's proof of the reasoning. */
  readonly signature?: string;
  readonly toolCalls?: readonly VendorToolCall[];
  readonly refusal?: string;
  /** @default 'tool-calls' when there are any, 'refusal' when there is one, else 'stop' */
  readonly finishReason?: FinishReason;
  /** @default 10 tokens in, 5 out */
  readonly usage?: Partial<Usage>;
  /**
   * What the model is called in the reply.
   * @default the one that was asked for
   */
  readonly model?: string;
  /**
   * How the text is cut when it is streamed; joined it must be `text`.
   * @default words
   */
  readonly pieces?: readonly string[];
}

/** A reply in the server's own bytes. */
export interface VendorRawReply {
  /** @default 200 */
  readonly status?: number;
  /** @default JSON for an object, server-sent events for chunks */
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: object | string;
  /** Sent one by one, each flushed before the next is asked for. The answer ends with the last one. */
  readonly chunks?: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>;
}

/** What a vendor server answers: text, a reply in parts, or bytes (`{ raw }`). */
export type VendorReply = string | VendorReplyParts | { readonly raw: VendorRawReply };

/** A reply with all that has a default filled in. */
export interface FullReply extends Required<Omit<VendorReplyParts, 'usage' | 'toolCalls' | 'signature'>> {
  readonly signature: string | undefined;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
  readonly usage: Pick<Usage, 'inputTokens' | 'outputTokens'> & Partial<Usage>;
}

/** Fills in what a script leaves out. */
export function fullReply(reply: string | VendorReplyParts, asked: { readonly model: string }): FullReply {
  const parts = typeof reply === 'string' ? { text: reply } : reply;
  const { text = '', reasoning = '', refusal = '', toolCalls = [] } = parts;
  const ending = toolCalls.length > 0 ? 'tool-calls' : refusal === '' ? 'stop' : 'refusal';
  return {
    text,
    reasoning,
    refusal,
    signature: parts.signature,
    finishReason: parts.finishReason ?? ending,
    model: parts.model ?? asked.model,
    pieces: parts.pieces ?? text.match(/\s*\S+\s*$|\s*\S+|\s+/g) ?? [],
    toolCalls: toolCalls.map(({ id, name, arguments: given }, index) => ({
      id: id ?? `call_${index + 1}`,
      name,
      arguments: typeof given === 'string' ? given : JSON.stringify(given),
    })),
    usage: { inputTokens: 10, outputTokens: 5, ...parts.usage },
  };
}
