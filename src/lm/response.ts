import type { Citation, FinishReason, ReasoningPart, ToolCallPart, Usage } from '../messages';

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
}

/** All that came back for one {@link LmRequest}. Plain JSON: it is what the cache keeps. */
export interface LmResponse {
  /** At least one; several when `settings.n` asked for them. */
  readonly outputs: readonly LmOutput[];
  /** The model that answered, as the provider names it. */
  readonly model: string;
  readonly usage: Usage;
  /** True when our own cache answered. */
  readonly cached: boolean;
  /** The provider's id of the reply. */
  readonly id?: string;
  /** Settings the provider or model did not accept, one sentence each. */
  readonly warnings: readonly string[];
}
