import { defaultStore, lookUp as lookUpIn, type CacheStore, type CacheTier } from '../../cache';
import { isComplete, NO_USAGE } from '../../messages';
import { type Clock, SingleFlight, systemClock } from '../../resilience';
import { canonicalJson, deepFreeze, sha256 } from '../../util';
import { currentCache } from '../current-cache';
import type { LanguageModel, LmCall } from '../language-model';
import type { LmRequest } from '../request';
import type { CacheStatus, LmResponse } from '../response';
import type { LmStreamEvent } from '../stream-event';
import { eventsOf, streamOf } from '../stream-of';
import { reportUsage } from '../usage-tracker';
import { wrapModel } from '../wrap-model';
import { SharedStreams } from './shared-streams';
import { ParsedReplies, readStored } from './stored-reply';
import { StoreGuard, warnOfCache } from './store-guard';

/** How a model makes use of a cache. */
export interface CachedOptions {
  /** The model's own store; true for the one in force; false for none unless a call asks for it. */
  readonly cache: boolean | CacheStore;
  /** Who asks, where the user says better than the model. */
  readonly tenant?: string | undefined;
  /**
   * Longest time a call waits for the store, in milliseconds; then it goes on without.
   * @default 2_000
   */
  readonly storeTimeout?: number | undefined;
  /** @default the machine's clock */
  readonly clock?: Clock | undefined;
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
export function cached(inner: LanguageModel, options: CachedOptions): LanguageModel {
  const { cache, tenant = inner.tenant, storeTimeout = 2000, clock = systemClock } = options;
  const { provider, model, endpoint } = inner;
  const flights = new SingleFlight<LmResponse>();
  const guard = new StoreGuard({ timeout: storeTimeout, clock });
  const streams = new SharedStreams(inner, flights);
  const parsed = new ParsedReplies();
  const desk: Desk = { inner, who: { provider, model, endpoint, tenant }, flights, streams, guard, parsed };
  const keyed = (store: CacheStore | undefined, request: LmRequest): Place | undefined => {
    const key = store && keyOf(desk.who, request);
    return store && key !== undefined ? { store, key } : undefined;
  };
  // Not async functions: a call without a cache is not to wait for anything.
  return wrapModel(
    inner,
    (request, call) => {
      const place = keyed(storeFor(cache, call.cache), request);
      return place === undefined ? inner.doGenerate(request, call) : lookUp(desk, place, request, call);
    },
    (request, call) => {
      const place = keyed(storeFor(cache, call.cache), request);
      return place === undefined ? streamOf(inner, request, call) : lookUpStream(desk, place, request, call);
    },
  );
}

/** What one cached model needs for its calls. */
interface Desk {
  readonly inner: LanguageModel;
  readonly who: Parameters<typeof cacheKey>[0];
  readonly flights: SingleFlight<LmResponse>;
  readonly streams: SharedStreams;
  readonly guard: StoreGuard;
  /** Replies out of memory, read before. */
  readonly parsed: ParsedReplies;
}

/** Where a reply is, if it is there. */
interface Place {
  readonly store: CacheStore;
  readonly key: string;
}

type Asked = [place: Place, request: LmRequest, call: LmCall];

async function lookUp(desk: Desk, ...[place, request, call]: Asked): Promise<LmResponse> {
  const { inner, who, flights } = desk;
  const known = await read(desk, place);
  if (known !== undefined) return hit(known.response, who, `hit-${known.tier}`);
  const { value, joined } = await flights.run(place.key, call.signal, async (signal) => {
    const response = deepFreeze(await inner.doGenerate(request, { ...call, signal }));
    await keep(desk, place, response);
    return response;
  });
  return joined ? hit(value, who, 'shared') : missed(value);
}

async function* lookUpStream(desk: Desk, ...[place, request, call]: Asked): AsyncGenerator<LmStreamEvent> {
  const { who, streams } = desk;
  const known = await read(desk, place);
  if (known !== undefined) {
    yield* eventsOf(hit(known.response, who, `hit-${known.tier}`));
    return;
  }
  const onJoined = (response: LmResponse): LmResponse => hit(response, who, 'shared');
  const onWhole = (response: LmResponse): Promise<void> => keep(desk, place, deepFreeze(response));
  for await (const event of streams.join({ key: place.key, request, call, onWhole, onJoined })) {
    yield event.type === 'finish' ? { ...event, response: missed(event.response) } : event;
  }
}

async function keep({ guard }: Desk, { store, key }: Place, response: LmResponse): Promise<void> {
  if (!response.outputs.every(({ finishReason }) => isComplete(finishReason))) return;
  await guard.use(store, () => store.set(key, JSON.stringify(response)));
}

/** A request that no key can be made of, such as one with NaN in `extra`, is asked without the cache. */
function keyOf(who: Desk['who'], request: LmRequest): string | undefined {
  try {
    return cacheKey(who, request);
  } catch (error) {
    warnOfCache('it has no key for a request', error);
    return undefined;
  }
}

/**
 * Everything that decides on the answer: who is asked, in whose name, and the whole request. No secret is in it.
 */
function cacheKey(
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

function hit(response: LmResponse, { provider, model }: Desk['who'], cacheStatus: CacheStatus): LmResponse {
  const usage = { ...NO_USAGE, cacheHits: 1, cost: 0 };
  reportUsage(`${provider}/${model}`, usage);
  return { ...response, usage, cached: true, cacheStatus, attempts: 0, cost: 0 };
}

function missed(response: LmResponse): LmResponse {
  return response.cacheStatus === undefined ? { ...response, cacheStatus: 'miss' } : response;
}

async function read(
  { guard, parsed }: Desk,
  { store, key }: Place,
): Promise<{ readonly response: LmResponse; readonly tier: CacheTier } | undefined> {
  const found = await guard.use(store, () => lookUpIn(store, key));
  if (found === undefined) return undefined;
  const { text, tier } = found;
  const response = tier === 'memory' ? parsed.read(key, text) : readStored(text);
  return response && { response, tier };
}
