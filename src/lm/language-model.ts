import type { LmRequest } from './request';
import type { LmResponse } from './response';

/** What a model can do beyond text; an adapter asks before it relies on it. */
export interface LmCapabilities {
  /** Accepts `responseFormat: { type: 'json-schema' }`. */
  readonly jsonSchema: boolean;
  /** Accepts `responseFormat: { type: 'json' }`. */
  readonly jsonMode: boolean;
  /** Accepts `tools`. */
  readonly tools: boolean;
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
 * - it is safe to call concurrently.
 *
 * Users do not call `doGenerate`; they call `generate` of the model they hold (see `LM`).
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
  readonly tenant?: string;
  readonly capabilities: LmCapabilities;
  doGenerate(request: LmRequest, call: LmCall): Promise<LmResponse>;
}
