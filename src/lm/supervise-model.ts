import { systemClock } from '../resilience';
import type { Budget } from './budget/budget';
import { countsItself } from './counts-itself';
import { type History, sharedHistory } from './history';
import type { LanguageModel } from './language-model';
import type { LmOptions } from './lm-options';
import { budgeted } from './middleware/budgeted';
import { cached } from './middleware/cached';
import { counted } from './middleware/counted';
import { remembered } from './middleware/remembered';
import { retried } from './middleware/retried';
import { sampled } from './middleware/sampled';
import { timed } from './middleware/timed';

/** What an LM knows of itself. */
export interface Supervision {
  readonly options: Omit<LmOptions, 'budget'> & { readonly budget?: Budget; readonly maxRetries: number };
  readonly history: History;
  /** Whether the cache in force is used where the options do not say. */
  readonly usesCache: boolean;
}

/** All that surrounds a provider's model in an LM; written from the inside to the outside. */
export function superviseModel(
  provider: LanguageModel,
  { options, history, usesCache }: Supervision,
): LanguageModel {
  const { clock = systemClock, random = Math.random, maxRetries } = options;
  const { totalTimeout = Number.POSITIVE_INFINITY } = options;
  let model = superviseAttempt(provider, options);
  if (maxRetries > 0) model = retried(model, { ...options.retry, maxRetries, clock, random });
  if (totalTimeout !== Number.POSITIVE_INFINITY) {
    model = timed(model, { timeout: totalTimeout, option: 'totalTimeout', clock });
  }
  model = sampled(model);
  const { cache = usesCache, tenant, cacheTimeout: storeTimeout } = options;
  model = cached(model, { cache, tenant, storeTimeout, clock });
  // What an LM inside has written down is not written down twice.
  const histories = countsItself(provider) ? [history] : [history, sharedHistory()];
  return remembered(model, { histories, clock });
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
