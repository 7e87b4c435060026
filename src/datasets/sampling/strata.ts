import type { Example } from '../../primitives';
import { canonicalJson } from '../../util';

/** A field, or a function of an example, whose values are the strata. */
export type StratifyBy = string | ((example: Example) => unknown);

/** Gives the stratum of an example, as a text that is equal for equal values. */
export function stratumOf(stratifyBy: StratifyBy): (example: Example) => string {
  const valueOf = typeof stratifyBy === 'string' ? (example: Example) => example.get(stratifyBy) : stratifyBy;
  return (example) => canonicalJson(valueOf(example) ?? null);
}
