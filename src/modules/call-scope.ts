import { contextSlot } from '../context';
import { linkSignals, withDeadline } from '../resilience';
import type { CallOptions } from './call-options';
import { CallTimeoutError } from './modules-errors';

/** What the calls of enclosing modules demand of every predictor inside. */
export type CallScope = Omit<CallOptions, 'timeout' | 'demos'>;

const scopes = contextSlot<CallScope | undefined>('call-scope', undefined);

/** What enclosing calls demand; undefined when they demand nothing. */
export function currentCallScope(): CallScope | undefined {
  return scopes.get();
}

/**
 * Runs a module's `forward` with the options in force for all predictors it calls.
 *
 * @throws {@link CallTimeoutError} (as a rejection) when `timeout` runs out.
 */
export function inCallScope<Result>(
  options: CallOptions | undefined,
  body: () => Promise<Result>,
): Promise<Result> {
  const { timeout, demos: _, ...own } = options ?? {};
  if (timeout === undefined && !Object.values(own).some((value) => value !== undefined)) return body();
  const outer = scopes.get();
  const scope = over(outer, own);
  if (own.signal === undefined && timeout === undefined) return scopes.run(scope, body);
  return supervised({ signals: [outer?.signal, own.signal], timeout }, (signal) =>
    scopes.run({ ...scope, signal }, body),
  );
}

/** Time and cancellation of one piece of work. */
export interface Supervision {
  readonly signals: readonly (AbortSignal | undefined)[];
  /** Milliseconds; undefined for no limit. */
  readonly timeout: number | undefined;
}

/** Runs `body` with one signal for all the given ones and for the time limit; leaves no listener and no timer behind. */
export async function supervised<Result>(
  { signals, timeout = Number.POSITIVE_INFINITY }: Supervision,
  body: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const linked = linkSignals(...signals);
  try {
    const onTimeout = (): Error => new CallTimeoutError(timeout);
    return await withDeadline({ timeout, signal: linked.signal, onTimeout }, body);
  } finally {
    linked.dispose();
  }
}

function over(outer: CallScope | undefined, own: CallScope): CallScope {
  const scope: Record<string, unknown> = { ...outer };
  for (const [name, value] of Object.entries(own)) if (value !== undefined) scope[name] = value;
  if (outer?.config !== undefined && own.config !== undefined) {
    scope['config'] = { ...outer.config, ...own.config };
  }
  return scope;
}
