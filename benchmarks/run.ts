import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BenchmarkResult } from './benchmark-result';

/** A benchmark is a folder beside this file with an `index.ts` that exports `run`. */
interface BenchmarkModule {
  readonly run: () => Promise<BenchmarkResult>;
}

const names = readdirSync(__dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

async function main(name: string | undefined): Promise<number> {
  if (name === undefined || !names.includes(name)) {
    console.error(`Usage: npm run benchmark -- NAME\nNAME is one of: ${names.join(', ')}`);
    return 2;
  }
  const { run } = (await import(join(__dirname, name, 'index.ts'))) as BenchmarkModule;
  const result = await run();
  for (const { name: measure, value, unit, peer, ratio, bound, holds } of result.measures) {
    const against = peer === undefined ? '' : `  (${ratio} x ${peer})`;
    const limit = bound === null ? '' : `  bound ${bound} ${holds ? 'holds' : 'IS BROKEN'}`;
    console.log(`${measure.padEnd(48)} ${String(value).padStart(10)} ${unit}${against}${limit}`);
  }
  console.log(JSON.stringify(result));
  return result.measures.every((measure) => measure.holds) ? 0 : 1;
}

main(process.argv[2]).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
