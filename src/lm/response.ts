import type { Citation, FinishReason, ReasoningPart, ToolCallPart, Usage } from '../messages';

/** A token and how likely it was. */
export interface TokenLogprob {
  readonly token: string;
  /** The natural logarithm of its probability. */
  readonly logprob: number;
  /** The most likely tokens in its place, the most likely first. */
  readonly alternatives?: readonly { readonly token: string; readonly logprob: number }[];
}

/** One reply of a model. */
export interface LmOutput {
  /** The reply's text; empty when it only calls tools. */
  readonly text: string;
  readonly finishReason: FinishReason;
  readonly toolCalls: readonly ToolCallPart[];
  readonly reasoning: readonly ReasoningPart[];
  /** The passages the reply rests on, where documents were given with `citations`. @default none */
  readonly citations?: readonly Citation[];
  /** The provider's own words, when it refused. */
  readonly refusal?: string;
  /** The tokens of the text, where `settings.logprobs` asked for them. */
  readonly logprobs?: readonly TokenLogprob[];
}

/**
 * What the cache had to do with a reply: it was found in this process or in a lasting store, it was not there, it was not
 * asked, or the call of somebody who asked the same at the same time was shared.
 */
export type CacheStatus = 'hit-memory' | 'hit-disk' | 'miss' | 'off' | 'shared';

/** All that came back for one {@link LmRequest}. Plain JSON: it is what the cache keeps. */
export interface LmResponse {
  /** At least one; several when `settings.n` asked for them. */
  readonly outputs: readonly LmOutput[];
  /** The model that answered, as the provider names it. */
  readonly model: string;
  readonly usage: Usage;
  /** True when our own cache answered, or a call that was shared. */
  readonly cached: boolean;
  /** What the cache did, of a reply of an `LM`. */
  readonly cacheStatus?: CacheStatus;
  /** How many attempts reached a provider for this reply, failed ones included, of a reply of an `LM`. */
  readonly attempts?: number;
  /** What it cost in US dollars, failed attempts included; absent when a price is unknown. The same as `usage.cost`. */
  readonly cost?: number;
  /** The provider's id of the reply. */
  readonly id?: string;
  /** Settings the provider or model did not accept, one sentence each. */
  readonly warnings: readonly string[];
}
