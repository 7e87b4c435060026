import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiskStore, MemoryStore, type CacheStore } from '../../src/cache';
import { MockLM } from '../../src/lm';
import { bounded, reported, type BenchmarkResult } from '../benchmark-result';
import { microsecondsPerCall } from '../timing';

const TEXT = 'The quick brown fox jumps over the lazy dog. '.repeat(91).slice(0, 4096);

/** What a reply of 4 kB out of the cache takes, in the whole of an LM's supervision. */
export async function run(): Promise<BenchmarkResult> {
  const directory = mkdtempSync(join(tmpdir(), 'dspex-cache-'));
  try {
    const memory = await hit(new MemoryStore());
    const disk = await hit(new DiskStore({ directory }));
    const miss = await microsecondsPerCall(asking(new MockLM(() => TEXT)), 2000);
    return {
      benchmark: 'cache',
      measures: [
        bounded('memory hit, reply of 4 kB (p50)', memory, 'µs', 15),
        bounded('disk hit, reply of 4 kB (p50)', disk, 'µs', 60),
        reported('no cache, model that answers at once (p50)', miss, 'µs'),
      ],
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function hit(cache: CacheStore): Promise<number> {
  const call = asking(new MockLM(() => TEXT, { cache }));
  await call();
  return microsecondsPerCall(call);
}

function asking(lm: MockLM): () => Promise<unknown> {
  const request = { messages: [{ role: 'user' as const, content: 'Tell me of the fox.' }] };
  return () => lm.doGenerate(request, {});
}
