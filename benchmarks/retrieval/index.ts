import { rmSync, statSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BM25Retriever, Embeddings, FunctionEmbedder } from '../../src';
import { seededRandom } from '../../src/util';
import { bounded, reported, type BenchmarkResult, type Measure } from '../benchmark-result';
import { median } from '../timing';

const ROWS = 100_000;
const DIMENSIONS = 384;
const ROUNDS = 9;

/** How long searches take in memory, and what a file of passages costs. */
export async function run(): Promise<BenchmarkResult> {
  return { benchmark: 'retrieval', measures: [...(await vectors()), ...(await words())] };
}

async function vectors(): Promise<Measure[]> {
  const random = seededRandom(8);
  const vector = (): Float32Array => Float32Array.from({ length: DIMENSIONS }, () => random.next() - 0.5);
  const embedder = new FunctionEmbedder((texts) => texts.map(vector), { name: 'random' });
  const retriever = new Embeddings({ embedder, batchSize: 10_000 });
  const added = await timed(() =>
    retriever.add(Array.from({ length: ROWS }, (_, place) => `passage ${place}`)),
  );
  const matrix = Float32Array.from({ length: ROWS * DIMENSIONS }, () => random.next() - 0.5);
  const query = vector();
  const bare = await middle(async () => bareLoop(matrix, query));
  const filtered = { k: 10, filter: ({ id }: { readonly id: string }) => id.endsWith('7') };
  const search = await middle(() => retriever.retrieve('a query', { k: 10 }));
  const one = await middle(() => retriever.add(['one more']));
  const folder = await mkdtemp(join(tmpdir(), 'dspex-benchmark-'));
  try {
    const file = join(folder, 'passages');
    const saved = await timed(() => retriever.save(file));
    const loaded = await timed(() => Embeddings.load(file, { embedder }));
    return [
      bounded('exact top 10 of 100 000 x 384, of a bare loop', search / bare, 'x', 2),
      reported('the same in time', search, 'ms', { name: 'bare loop', value: bare }),
      reported(
        'the same with a predicate',
        await middle(() => retriever.retrieve('a query', filtered)),
        'ms',
      ),
      reported('adding the 100 000', added, 'ms'),
      reported('adding one more', one, 'ms'),
      reported('saving them', saved, 'ms'),
      reported('loading them', loaded, 'ms'),
      reported('the file', statSync(file).size / 2 ** 20, 'MiB'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function words(): Promise<Measure[]> {
  const random = seededRandom(9);
  // Few words are frequent, as in language.
  const word = (): string => `w${Math.floor(20_000 * random.next() ** 4)}`;
  const text = (length: number): string => Array.from({ length }, word).join(' ');
  const corpus = Array.from({ length: ROWS }, () => text(50));
  let retriever = new BM25Retriever();
  const indexed = await timed(async () => {
    retriever = new BM25Retriever({ corpus });
  });
  const search = await middle(() => retriever.retrieve(text(10), { k: 10 }));
  return [
    reported('indexing 100 000 texts of 50 words', indexed, 'ms'),
    reported('BM25 top 10 for 10 words', search, 'ms'),
  ];
}

/** What no exact search can do without: every number once. */
function bareLoop(matrix: Float32Array, query: Float32Array): number {
  let best = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < ROWS; row++) {
    let sum = 0;
    const start = row * DIMENSIONS;
    for (let place = 0; place < DIMENSIONS; place++) {
      sum += (matrix[start + place] as number) * (query[place] as number);
    }
    if (sum > best) best = sum;
  }
  return best;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function middle(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) times.push(await timed(work));
  return median(times);
}
