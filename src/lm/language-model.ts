import type { LmBatches } from './batch/lm-batches';
import type { LmRequest } from './request';
import type { LmResponse } from './response';
import type { LmStreamEvent } from './stream-event';

/** What a model can do beyond text; an adapter asks before it relies on it. */
export interface LmCapabilities {
  /** Accepts `responseFormat: { type: 'json-schema' }`. */
  readonly jsonSchema: boolean;
  /** Accepts `responseFormat: { type: 'json' }`. */
  readonly jsonMode: boolean;
  /** Accepts `tools`. */
  readonly tools: boolean;
  /**
   * Thinks before it replies, and gives its thoughts apart from the text, in `outputs[].reasoning`.
   * @default false
   */
  readonly reasoning?: boolean;
  /**
   * Says which passages of document parts its reply rests on, in `outputs[].citations`.
   * @default false
   */
  readonly citations?: boolean;
  /** Gives several replies to one request when `settings.n` asks for them. @default false */
  readonly manyOutputs?: boolean;
}

/** What surrounds one call; not part of the question, so never part of a cache key. */
export interface LmCall {
  /** Aborts the call; the abort reaches the socket. */
  readonly signal?: AbortSignal;
  /**
   * False bypasses the cache for this call, both reading and writing; true uses it even where the model does not by
   * itself.
   * @default what the model was made with
   */
  readonly cache?: boolean;
}

/**
 * A model that answers requests: the one contract that every provider, wrapper and test double keeps.
 *
 * Implementers promise:
 * - `doGenerate` makes one attempt, throws an `LmError` (or the signal's reason when aborted), and never retries:
 *   retrying, caching, limits and timeouts are wrappers of this same contract;
 * - the request is not changed and not kept;
 * - a reply that was cut, filtered or refused says so in `finishReason`;
 * - `doStream`, where there is one, gives the same reply in pieces: joined, the deltas are the text, the reasoning and the
 *   arguments of the response in its last event, `finish`; leaving the loop, or the signal, ends the request at once;
 * - it is safe to call concurrently.
 *
 * Users call neither; they call `generate` and `stream` of the model they hold (see `LM`).
 */
export interface LanguageModel {
  /** The vendor or family, such as `openai`. */
  readonly provider: string;
  /** The model's name at the vendor. */
  readonly model: string;
  /** Which server answers: part of every cache key, so two endpoints never share an answer. Never holds a secret. */
  readonly endpoint: string;
  /**
   * Who asks: part of every cache key, so two accounts never share an answer. A name or a one-way fingerprint, never a
   * secret.
   * @default nobody in particular
   */
  readonly tenant?: string | undefined;
  readonly capabilities: LmCapabilities;
  doGenerate(request: LmRequest, call: LmCall): Promise<LmResponse>;
  /**
   * The reply in pieces, as it comes.
   * @default the reply of `doGenerate` in one piece
   */
  doStream?(request: LmRequest, call: LmCall): AsyncIterable<LmStreamEvent>;
  /**
   * The provider's way of answering many requests within hours; see `LM.batch`.
   * @default none
   */
  readonly batches?: LmBatches;
}
