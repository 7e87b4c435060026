import { retry, sleep, type Clock } from '../../resilience';
import { canonicalJson, sha256 } from '../../util';
import type { LanguageModel } from '../language-model';
import { LmError } from '../lm-error';
import { LmTimeoutError, LmTransportError } from '../lm-errors';
import type { LmRetryOptions } from '../middleware/retried';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import { reportUsage } from '../usage-tracker';
import { BatchFile } from './batch-file';
import type { LmBatchOptions } from './batch-options';
import type { BatchCall, LmBatches } from './lm-batches';

/** Who answers, and how to wait. */
export interface BatchDesk {
  readonly model: Pick<LanguageModel, 'provider' | 'model' | 'endpoint' | 'tenant'>;
  readonly batches: LmBatches;
  readonly clock: Clock;
  readonly random: () => number;
  readonly maxRetries: number;
  readonly retry: LmRetryOptions | undefined;
}

/** One outcome for each request, in their order. */
export type BatchOutcome = PromiseSettledResult<LmResponse>;

/** Hands requests in as one batch, or goes on with the one that was handed in before, and waits for its end. */
export async function runBatch(
  desk: BatchDesk,
  requests: readonly LmRequest[],
  options: LmBatchOptions,
): Promise<BatchOutcome[]> {
  if (requests.length === 0) return [];
  const { provider, model, endpoint, tenant } = desk.model;
  const key = sha256(canonicalJson({ provider, model, endpoint, tenant, requests }));
  const named = new Map(requests.map((request, index) => [`request-${index}`, request]));
  const file = new BatchFile(options.directory, key);
  const record = await file.read();
  if (record?.results !== undefined) return settled(desk, named, record.results);
  const id = record?.id ?? (await handIn(desk, named, { key, file, signal: options.signal }));
  await waitFor(desk, id, options);
  const raw = await persist(desk, options.signal, (call) => desk.batches.collect(id, call));
  const results = Object.fromEntries(raw);
  await file.write({ id, results });
  const outcomes = settled(desk, named, results);
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') reportUsage(`${provider}/${model}`, outcome.value.usage);
  }
  return outcomes;
}

interface HandIn {
  readonly key: string;
  readonly file: BatchFile;
  readonly signal: AbortSignal | undefined;
}

async function handIn(
  desk: BatchDesk,
  requests: ReadonlyMap<string, LmRequest>,
  { key, file, signal }: HandIn,
): Promise<string> {
  const { batches } = desk;
  const isResumed = (await file.read()) !== undefined;
  // A process that died between handing in and writing down leaves a record without an id.
  const found = isResumed
    ? await persist(desk, signal, async (call) => batches.find?.(key, call))
    : undefined;
  if (!isResumed) await file.write({});
  const id =
    found ?? (await persist(desk, signal, (call) => batches.submit(requests, key, call), isUnserved));
  await file.write({ id });
  return id;
}

async function waitFor(desk: BatchDesk, id: string, options: LmBatchOptions): Promise<void> {
  const { pollInterval = 60_000, signal, onProgress } = options;
  for (;;) {
    const progress = await persist(desk, signal, (call) => desk.batches.poll(id, call));
    onProgress?.(progress);
    if (progress.isDone) return;
    await sleep(pollInterval, { clock: desk.clock, signal });
  }
}

/** Tries again what may succeed. */
function persist<Value>(
  desk: BatchDesk,
  signal: AbortSignal | undefined,
  attempt: (call: BatchCall) => Promise<Value>,
  isRetryable: (error: unknown) => boolean = isPassing,
): Promise<Value> {
  const { clock, random, maxRetries } = desk;
  const { maxRetryAfter: maxAskedDelay, ...delays } = desk.retry ?? {};
  const askedDelay = (error: unknown) => (error instanceof LmError ? error.retryAfterMs : undefined);
  const policy = { ...delays, maxAskedDelay, maxRetries, random, clock, signal, isRetryable, askedDelay };
  return retry(policy, () => attempt({ signal }));
}

function isPassing(error: unknown): boolean {
  return error instanceof LmError && error.retryable;
}

/** Of a connection that broke nobody knows whether the batch was taken: it is not handed in a second time. */
function isUnserved(error: unknown): boolean {
  return isPassing(error) && !(error instanceof LmTransportError) && !(error instanceof LmTimeoutError);
}

function settled(
  { batches }: BatchDesk,
  requests: ReadonlyMap<string, LmRequest>,
  results: Readonly<Record<string, unknown>>,
): BatchOutcome[] {
  return [...requests].map(([name, request]) => {
    try {
      const raw = Object.hasOwn(results, name) ? results[name] : undefined;
      return { status: 'fulfilled', value: batches.read(raw, request) };
    } catch (reason) {
      if (!(reason instanceof LmError)) throw reason;
      return { status: 'rejected', reason };
    }
  });
}
