interface Watch {
  readonly listeners: Set<() => void>;
  readonly fire: () => void;
}

const watches = new WeakMap<AbortSignal, Watch>();

/**
 * Calls `listener` when the signal aborts; at once when it has.
 *
 * However many wait, the signal has one listener: Node searches its list at each change, which makes hundreds of calls under one
 * signal quadratic, and warns of a leak beyond ten. The last to leave takes it off.
 *
 * @returns what takes the listener back; a second call does nothing.
 */
export function onAbort(signal: AbortSignal, listener: () => void): () => void {
  if (signal.aborted) {
    listener();
    return () => undefined;
  }
  const watch = watches.get(signal) ?? watched(signal);
  // Not the listener itself: the same one may wait twice.
  const entry = (): void => listener();
  watch.listeners.add(entry);
  return () => {
    if (!watch.listeners.delete(entry) || watch.listeners.size > 0) return;
    signal.removeEventListener('abort', watch.fire);
    watches.delete(signal);
  };
}

function watched(signal: AbortSignal): Watch {
  const listeners = new Set<() => void>();
  const fire = (): void => {
    watches.delete(signal);
    const waiting = [...listeners];
    listeners.clear();
    for (const listener of waiting) listener();
  };
  signal.addEventListener('abort', fire, { once: true });
  const watch = { listeners, fire };
  watches.set(signal, watch);
  return watch;
}
