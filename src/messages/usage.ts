/** What one or more calls consumed. Absent counters are unknown, not zero, until they are added up. */
export interface Usage {
  /** Calls that reached a provider, retries included. */
  readonly requests: number;
  /** All tokens read, those from the provider's prompt cache included. */
  readonly inputTokens: number;
  /** All tokens written, reasoning included. */
  readonly outputTokens: number;
  /** The part of `inputTokens` served from the provider's prompt cache. */
  readonly cachedInputTokens: number;
  /** The part of `inputTokens` written to the provider's prompt cache. */
  readonly cacheWriteTokens: number;
  /** The part of `outputTokens` spent on reasoning. */
  readonly reasoningTokens: number;
  /** Calls answered by our own cache; they add nothing to the other counters. */
  readonly cacheHits: number;
  /** What it cost, in US dollars. Absent when the price of any part is unknown: never 0 for want of a price. */
  readonly cost?: number;
}

/** Usage of nothing. */
export const NO_USAGE: Usage = Object.freeze({
  requests: 0,
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  reasoningTokens: 0,
  cacheHits: 0,
});

/** The sum of two usages. Its cost is known when that of both is. */
export function addUsage(left: Usage, right: Usage): Usage {
  const sum: { -readonly [Name in keyof Usage]: Usage[Name] } = {
    requests: left.requests + right.requests,
    inputTokens: left.inputTokens + right.inputTokens,
    outputTokens: left.outputTokens + right.outputTokens,
    cachedInputTokens: left.cachedInputTokens + right.cachedInputTokens,
    cacheWriteTokens: left.cacheWriteTokens + right.cacheWriteTokens,
    reasoningTokens: left.reasoningTokens + right.reasoningTokens,
    cacheHits: left.cacheHits + right.cacheHits,
  };
  if (left.cost === undefined && right.cost === undefined) return sum;
  const [first, second] = [knownCost(left), knownCost(right)];
  if (first !== undefined && second !== undefined) sum.cost = first + second;
  return sum;
}

/** Nothing costs nothing, whatever the price. */
function knownCost(usage: Usage): number | undefined {
  const isNothing = usage.requests === 0 && usage.inputTokens === 0 && usage.outputTokens === 0;
  return usage.cost ?? (isNothing ? 0 : undefined);
}
