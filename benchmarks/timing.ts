import { performance } from 'node:perf_hooks';

/** The middle of some numbers. */
export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Median time of one call, one after the other, in microseconds. */
export async function microsecondsPerCall(call: () => Promise<unknown>, calls = 4000): Promise<number> {
  for (let index = 0; index < calls / 4; index++) await call();
  const times = new Array<number>(calls);
  for (let index = 0; index < calls; index++) {
    const start = performance.now();
    await call();
    times[index] = performance.now() - start;
  }
  return median(times) * 1000;
}

/** Time per call with `concurrency` calls in flight, in microseconds: the median of five rounds. */
export async function microsecondsPerConcurrentCall(
  call: () => Promise<unknown>,
  concurrency: number,
  calls = 4000,
): Promise<number> {
  const round = async (): Promise<number> => {
    let left = calls;
    const lane = async (): Promise<void> => {
      while (left-- > 0) await call();
    };
    const start = performance.now();
    await Promise.all(Array.from({ length: concurrency }, lane));
    return ((performance.now() - start) * 1000) / calls;
  };
  await round();
  const rounds: number[] = [];
  for (let index = 0; index < 5; index++) rounds.push(await round());
  return median(rounds);
}
