import { heapGrowth, soak } from './soak';

/** `npm run soak:lm -- [CALLS] [HEAP_CALLS]`: every call ends right, every attempt is counted, nothing is left behind. */
async function main(): Promise<void> {
  const [calls = 10_000, heapCalls = 100_000] = process.argv.slice(2).map(Number);
  const result = await soak(calls, { faults: 0.2, seed: 7 });
  console.log(JSON.stringify(result));
  const growth = await heapGrowth(heapCalls);
  console.log(`heap: ${(growth / 1e6).toFixed(2)} MB more after ${heapCalls} further calls`);
  const { wrong, served, counted, attempts, left } = result;
  const isRight =
    wrong === 0 && served === counted && served === attempts && left.length === 0 && growth < 5e6;
  console.log(isRight ? 'holds' : 'IS BROKEN');
  process.exitCode = isRight ? 0 : 1;
}

void main();
