const listeners = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * Calls `listener` when the signal aborts. However many there are, the signal gets one listener: more than ten would bring
 * a warning, and hundreds of units in flight are no leak.
 *
 * @returns what takes the listener back.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  let all = listeners.get(signal);
  if (all === undefined) {
    const added = new Set<() => void>();
    if (!signal.aborted)
      signal.addEventListener('abort', () => added.forEach((call) => call()), { once: true });
    listeners.set(signal, added);
    all = added;
  }
  all.add(listener);
  return () => all.delete(listener);
}
