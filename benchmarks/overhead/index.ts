import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { bounded, reported, type BenchmarkResult } from '../benchmark-result';
import { peerFolder } from '../peers';
import { median, microsecondsPerCall, microsecondsPerConcurrentCall } from '../timing';
import { axCall } from './ax-call';
import { dspexCall } from './dspex-call';

const ROOT = join(__dirname, '..', '..');

/** What a call costs beside the model, and what importing the package costs beside starting Node. */
export async function run(): Promise<BenchmarkResult> {
  if (!existsSync(join(ROOT, 'dist', 'index.mjs')))
    execFileSync('npm', ['run', 'build', '--silent'], { cwd: ROOT });
  const call = await dspexCall(4);
  const sequential = await microsecondsPerCall(call);
  const concurrent = await microsecondsPerConcurrentCall(call, 64);
  const many = await microsecondsPerCall(await dspexCall(16));
  const ax = axCall(4);
  const axSequential = await microsecondsPerCall(ax, 2000);
  const axConcurrent = await microsecondsPerConcurrentCall(ax, 64, 2000);
  const imports = coldImports();
  const peer = '@ax-llm/ax';
  return {
    benchmark: 'overhead',
    measures: [
      bounded('Predict, 4 demos, one at a time (p50)', sequential, 'µs', 40),
      bounded('Predict, 4 demos, 64 at once ÷ one at a time', concurrent / sequential, 'x', 1),
      bounded('Predict, 16 demos ÷ 4 demos', many / sequential, 'x', 1.3),
      reported('Predict, 4 demos, one at a time', sequential, 'µs', { name: peer, value: axSequential }),
      reported('Predict, 4 demos, 64 at once', concurrent, 'µs', { name: peer, value: axConcurrent }),
      bounded('import (ESM) over bare node', imports.esm, 'ms', 80),
      bounded('require (CommonJS) over bare node', imports.cjs, 'ms', 80),
      reported('import (ESM) over bare node', imports.esm, 'ms', { name: peer, value: imports.ax }),
    ],
  };
}

/** Whole processes in turn, so that a drifting machine slows all alike; medians, less the bare one. */
function coldImports(): { readonly esm: number; readonly cjs: number; readonly ax: number } {
  const dist = join(ROOT, 'dist');
  const programs = {
    bare: ['--input-type=module', '-e', ''],
    esm: ['--input-type=module', '-e', `await import(${JSON.stringify(`file://${dist}/index.mjs`)})`],
    cjs: ['-e', `require(${JSON.stringify(join(dist, 'index.cjs'))})`],
    ax: [
      '--input-type=module',
      '-e',
      `await import(${JSON.stringify(`file://${peerFolder('@ax-llm/ax')}/index.js`)})`,
    ],
  };
  const times: Record<keyof typeof programs, number[]> = { bare: [], esm: [], cjs: [], ax: [] };
  for (let round = 0; round < 15; round++) {
    for (const name of Object.keys(programs) as (keyof typeof programs)[]) {
      const start = performance.now();
      execFileSync(process.execPath, programs[name]);
      times[name].push(performance.now() - start);
    }
  }
  const bare = median(times.bare);
  return { esm: median(times.esm) - bare, cjs: median(times.cjs) - bare, ax: median(times.ax) - bare };
}
