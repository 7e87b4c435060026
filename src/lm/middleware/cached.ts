import { defaultStore, type CacheStore } from '../../cache';
import { isComplete, NO_USAGE } from '../../messages';
import { SingleFlight } from '../../resilience';
import { canonicalJson, isPlainObject, messageOf, sha256 } from '../../util';
import { currentCache } from '../current-cache';
import type { LanguageModel } from '../language-model';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import { reportUsage } from '../usage-tracker';
import { wrapModel } from '../wrap-model';

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
 * Answers from a cache what was asked before, and lets identical questions asked at once share one call.
 *
 * Only whole replies are kept: none that was cut, filtered or refused, and no error. A store that fails is passed over with
 * one warning.
 */
export function cached(inner: LanguageModel, { cache, tenant = inner.tenant }: CachedOptions): LanguageModel {
  const { provider, model, endpoint } = inner;
  const who = { provider, model, endpoint, tenant };
  const flights = new SingleFlight<LmResponse>();
  const name = `${inner.provider}/${inner.model}`;
  const lookUp = async (
    store: CacheStore,
    ...[request, call]: Parameters<LanguageModel['doGenerate']>
  ): Promise<LmResponse> => {
    const key = cacheKey(who, request);
    const known = await read(store, key);
    if (known !== undefined) return hit(known, name);
    const { value, joined } = await flights.run(key, call.signal, async (signal) => {
      const response = await inner.doGenerate(request, { ...call, signal });
      if (response.outputs.every(({ finishReason }) => isComplete(finishReason)))
        await write(store, key, response);
      return response;
    });
    return joined ? hit(value, name) : value;
  };
  // Not an async function: a call without a cache is not to wait for anything.
  return wrapModel(inner, (request, call) => {
    const store = storeFor(cache, call.cache);
    return store === undefined ? inner.doGenerate(request, call) : lookUp(store, request, call);
  });
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

function hit(response: LmResponse, name: string): LmResponse {
  const usage = { ...NO_USAGE, cacheHits: 1 };
  reportUsage(name, usage);
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
