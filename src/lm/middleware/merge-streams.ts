/** An item, and the number of the stream it comes from. */
export interface Merged<Item> {
  readonly index: number;
  readonly item: Item;
}

/** Items of several streams as they come. The first failure fails all; whoever leaves, leaves all. */
export async function* mergeStreams<Item>(
  streams: readonly AsyncIterable<Item>[],
): AsyncGenerator<Merged<Item>> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  const ask = (index: number) =>
    (iterators[index] as AsyncIterator<Item>).next().then((step) => ({ index, step }));
  const pending = new Map(iterators.map((_, index) => [index, ask(index)]));
  try {
    while (pending.size > 0) {
      const { index, step } = await Promise.race(pending.values());
      if (step.done === true) pending.delete(index);
      else {
        pending.set(index, ask(index));
        yield { index, item: step.value };
      }
    }
  } finally {
    for (const [index, waiting] of pending) {
      waiting.catch(() => undefined);
      iterators[index]?.return?.().catch(() => undefined);
    }
  }
}
