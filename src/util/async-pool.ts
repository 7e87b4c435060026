/** How an {@link asyncPool} runs. */
export interface AsyncPoolOptions {
  /** Most workers at once; at least 1. */
  readonly concurrency: number;
  /** When aborted, no further item starts and the pool rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

/**
 * Maps items through an asynchronous worker, at most `concurrency` at once, results in the order of the items.
 *
 * The first rejection rejects the pool; items not yet started are left, those in flight are awaited first so that
 * nothing runs on behind the caller's back.
 */
export async function asyncPool<Item, Result>(
  options: AsyncPoolOptions,
  items: readonly Item[],
  worker: (item: Item, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let nextIndex = 0;
  let failure: { readonly reason: unknown } | undefined;
  const lane = async (): Promise<void> => {
    while (nextIndex < items.length && failure === undefined && !options.signal?.aborted) {
      const index = nextIndex++;
      try {
        results[index] = await worker(items[index] as Item, index);
      } catch (reason) {
        failure ??= { reason };
      }
    }
  };
  const lanes = Math.min(Math.max(1, options.concurrency), items.length);
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failure !== undefined) throw failure.reason;
  options.signal?.throwIfAborted();
  return results;
}
