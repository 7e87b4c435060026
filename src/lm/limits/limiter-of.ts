import type { Clock } from '../../resilience';
import type { LanguageModel } from '../language-model';
import { Limiter } from './limiter';

/** Accounts whose limiters are kept: more than a process talks to. */
const MOST_ACCOUNTS = 1000;

const limiters = new WeakMap<Clock, Map<string, Limiter>>();

/** The one limiter of all models on the same server in the name of the same account. Never keyed by a secret. */
export function limiterOf({ endpoint, tenant }: LanguageModel, clock: Clock): Limiter {
  const own = limiters.get(clock) ?? new Map<string, Limiter>();
  limiters.set(clock, own);
  const account = JSON.stringify([endpoint, tenant]);
  const known = own.get(account);
  if (known !== undefined) return known;
  const [oldest] = own.keys();
  if (own.size >= MOST_ACCOUNTS && oldest !== undefined) own.delete(oldest);
  const made = new Limiter(clock);
  own.set(account, made);
  return made;
}
