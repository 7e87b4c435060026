import { systemClock } from '../resilience';
import type { Budget } from './budget/budget';
import { countsItself } from './counts-itself';
import { type History, sharedHistory } from './history';
import type { LanguageModel } from './language-model';
import type { LmOptions } from './lm-options';
import { budgeted } from './middleware/budgeted';
import { cached } from './middleware/cached';
import { circuitBroken } from './middleware/circuit-broken';
import { counted } from './middleware/counted';
import { hedged } from './middleware/hedged';
import { limited } from './middleware/limited';
import { remembered } from './middleware/remembered';
import { retried } from './middleware/retried';
import { sampled } from './middleware/sampled';
import { timed } from './middleware/timed';

/** What an LM knows of itself. */
export interface Supervision {
  readonly options: Omit<LmOptions, 'budget'> & { readonly budget?: Budget; readonly maxRetries: number };
  readonly history: History;
  /** Whether a server answers: the cache in force is used where the options do not say, and 429s are learned from. */
  readonly isRemote: boolean;
}

/** All that surrounds a provider's model in an LM; written from the inside to the outside. */
export function superviseModel(
  provider: LanguageModel,
  { options, history, isRemote }: Supervision,
): LanguageModel {
  const { clock = systemClock, random = Math.random, maxRetries } = options;
  const { totalTimeout = Number.POSITIVE_INFINITY } = options;
  let model = pacedAttempt(superviseAttempt(provider, options), { options, isRemote });
  if (maxRetries > 0) model = retried(model, { ...options.retry, maxRetries, clock, random });
  if (totalTimeout !== Number.POSITIVE_INFINITY) {
    model = timed(model, { timeout: totalTimeout, option: 'totalTimeout', clock });
  }
  model = sampled(model);
  const { cache = isRemote, tenant, cacheTimeout: storeTimeout } = options;
  model = cached(model, { cache, tenant, storeTimeout, clock });
  // What an LM inside has written down is not written down twice.
  const histories = countsItself(provider) ? [history] : [history, sharedHistory()];
  return remembered(model, { histories, clock });
}

/** When an attempt is made, if at all. Waiting for one's turn is no part of an attempt's time. */
function pacedAttempt(
  attempt: LanguageModel,
  { options, isRemote }: { readonly options: Supervision['options']; readonly isRemote: boolean },
): LanguageModel {
  const { clock = systemClock, limits, circuitBreaker, hedge } = options;
  let model = attempt;
  if (limits !== undefined || isRemote) model = limited(model, { ...limits, clock });
  if (circuitBreaker !== undefined) model = circuitBroken(model, { ...circuitBreaker, clock });
  return hedge === undefined ? model : hedged(model, { ...hedge, clock });
}

/** What surrounds each single attempt. */
function superviseAttempt(provider: LanguageModel, options: Supervision['options']): LanguageModel {
  const { clock = systemClock, timeout = 600_000, idleTimeout = 300_000, price, budget } = options;
  const { firstEventTimeout = timeout } = options;
  let model = countsItself(provider) ? provider : counted(provider, { price });
  if (!countsItself(provider) || budget !== undefined) model = budgeted(model, { price, budget });
  const limits = { timeout, firstEventTimeout, idleTimeout };
  if (Object.values(limits).some((limit) => limit !== Number.POSITIVE_INFINITY)) {
    model = timed(model, { ...limits, option: 'timeout', clock });
  }
  return model;
}
