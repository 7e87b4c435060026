import { defaultStore, type CacheStore } from '../../cache';
import { isComplete, NO_USAGE } from '../../messages';
import { SingleFlight } from '../../resilience';
import { canonicalJson, isPlainObject, messageOf, sha256 } from '../../util';
import { currentCache } from '../current-cache';
import type { LanguageModel, LmCall } from '../language-model';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import type { LmStreamEvent } from '../stream-event';
import { eventsOf, streamOf } from '../stream-of';
import { reportUsage } from '../usage-tracker';
import { wrapModel } from '../wrap-model';
import { SharedStreams } from './shared-streams';

/** How a model makes use of a cache. */
export interface CachedOptions {
  /** The model's own store; true for the one in force; false for none unless a call asks for it. */
  readonly cache: boolean | CacheStore;
  /** Who asks, where the user says better than the model. */
  readonly tenant?: string;
}

/** Bumped when stored replies change their form, so that old ones are not read. */
const FORMAT = 1;

/**
 * Answers from a cache what was asked before, and lets identical questions asked at once share one call, whether they are
 * streamed or not.
 *
 * Only whole replies are kept: none that was cut, filtered or refused, and no error. A store that fails is passed over with
 * one warning.
 */
export function cached(inner: LanguageModel, { cache, tenant = inner.tenant }: CachedOptions): LanguageModel {
  const { provider, model, endpoint } = inner;
  const flights = new SingleFlight<LmResponse>();
  const streams = new SharedStreams(inner, flights);
  const desk: Desk = { inner, who: { provider, model, endpoint, tenant }, flights, streams };
  // Not async functions: a call without a cache is not to wait for anything.
  return wrapModel(
    inner,
    (request, call) => {
      const store = storeFor(cache, call.cache);
      return store === undefined ? inner.doGenerate(request, call) : lookUp(desk, store, request, call);
    },
    (request, call) => {
      const store = storeFor(cache, call.cache);
      return store === undefined ? streamOf(inner, request, call) : lookUpStream(desk, store, request, call);
    },
  );
}

/** What one cached model needs for its calls. */
interface Desk {
  readonly inner: LanguageModel;
  readonly who: Parameters<typeof cacheKey>[0];
  readonly flights: SingleFlight<LmResponse>;
  readonly streams: SharedStreams;
}

type Asked = [store: CacheStore, request: LmRequest, call: LmCall];

async function lookUp({ inner, who, flights }: Desk, ...[store, request, call]: Asked): Promise<LmResponse> {
  const key = cacheKey(who, request);
  const known = await read(store, key);
  if (known !== undefined) return hit(known, who);
  const { value, joined } = await flights.run(key, call.signal, async (signal) => {
    const response = await inner.doGenerate(request, { ...call, signal });
    await keep(store, key, response);
    return response;
  });
  return joined ? hit(value, who) : value;
}

async function* lookUpStream(
  { who, streams }: Desk,
  ...[store, request, call]: Asked
): AsyncGenerator<LmStreamEvent> {
  const key = cacheKey(who, request);
  const known = await read(store, key);
  const onJoined = (response: LmResponse): LmResponse => hit(response, who);
  const onWhole = (response: LmResponse): Promise<void> => keep(store, key, response);
  if (known !== undefined) yield* eventsOf(onJoined(known));
  else yield* streams.join({ key, request, call, onWhole, onJoined });
}

async function keep(store: CacheStore, key: string, response: LmResponse): Promise<void> {
  if (response.outputs.every(({ finishReason }) => isComplete(finishReason)))
    await write(store, key, response);
}

/**
 * Everything that decides on the answer: who is asked, in whose name, and the whole request. No secret is in it.
 */
export function cacheKey(
  model: Pick<LanguageModel, 'provider' | 'model' | 'endpoint' | 'tenant'>,
  request: LmRequest,
): string {
  const { provider, model: name, endpoint, tenant } = model;
  return sha256(canonicalJson({ format: FORMAT, provider, model: name, endpoint, tenant, request }));
}

function storeFor(own: boolean | CacheStore, asked: boolean | undefined): CacheStore | undefined {
  if (asked === false || (asked === undefined && own === false)) return undefined;
  if (typeof own === 'object') return own;
  const inForce = currentCache.get();
  return inForce === false ? undefined : (inForce ?? defaultStore());
}

function hit(response: LmResponse, { provider, model }: Desk['who']): LmResponse {
  const usage = { ...NO_USAGE, cacheHits: 1 };
  reportUsage(`${provider}/${model}`, usage);
  return { ...response, usage, cached: true };
}

async function read(store: CacheStore, key: string): Promise<LmResponse | undefined> {
  try {
    const text = await store.get(key);
    const value: unknown = text === undefined ? undefined : JSON.parse(text);
    return isResponse(value) ? value : undefined;
  } catch (error) {
    warnOnce(error);
    return undefined;
  }
}

/** The checksum is the store's affair; a user's own store may hold anything. */
function isResponse(value: unknown): value is LmResponse {
  const outputs: unknown = isPlainObject(value) ? value['outputs'] : undefined;
  return Array.isArray(outputs) && outputs.length > 0;
}

async function write(store: CacheStore, key: string, response: LmResponse): Promise<void> {
  try {
    await store.set(key, JSON.stringify(response));
  } catch (error) {
    warnOnce(error);
  }
}

let warned = false;

function warnOnce(error: unknown): void {
  if (warned) return;
  warned = true;
  process.emitWarning(`The cache of replies cannot be used: ${messageOf(error)} Calls go on without it.`, {
    type: 'DspexWarning',
    code: 'DSPEX_CACHE',
  });
}
