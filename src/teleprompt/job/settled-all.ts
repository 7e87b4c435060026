/**
 * Waits for all promises, then gives their values or throws the first rejection in their order: unlike `Promise.all`, nothing runs
 * on behind the caller's back, and which error is thrown does not depend on which came first.
 */
export async function settledAll<Value>(promises: readonly Promise<Value>[]): Promise<Value[]> {
  const settled = await Promise.allSettled(promises);
  return settled.map((each) => {
    if (each.status === 'rejected') throw each.reason;
    return each.value;
  });
}
