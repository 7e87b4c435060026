import type { QdrantClient } from '@qdrant/js-client-rest';
import { redactorOf } from '../../../lm';
import { retryAfterOf, systemClock, type HeaderReader } from '../../../resilience';
import { isPlainObject, loadPeer, sha256 } from '../../../util';
import type { Passage } from '../../retriever';
import { serverError } from '../server-error';
import type { VectorQuestion, VectorRow, VectorStore } from '../vector-store';
import { qdrantFilter } from './qdrant-filter';

/** What is needed to reach a collection. */
export interface QdrantPlace {
  readonly url: string;
  readonly apiKey: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly collection: string;
}

/** Passages in a collection of Qdrant: `{ id, text, metadata }` is the payload of each point. */
export class QdrantStore implements VectorStore {
  readonly name = 'QdrantRetriever';
  readonly #place: QdrantPlace;
  #client: Promise<QdrantClient> | undefined;
  #created: Promise<void> | undefined;

  constructor(place: QdrantPlace) {
    this.#place = place;
  }

  async search({ vector, k, filter, signal }: VectorQuestion): Promise<readonly Passage[]> {
    const api = await this.#api();
    const question = {
      collection_name: this.#place.collection,
      query: [...vector],
      limit: k,
      with_payload: true,
      ...(filter === undefined ? {} : { filter: qdrantFilter(filter) }),
    };
    const { data } = await api.queryPoints(question, { signal });
    return (data.result?.points ?? []).map(passageOf);
  }

  async upsert(rows: readonly VectorRow[], signal: AbortSignal): Promise<void> {
    const api = await this.#api();
    await this.#create(rows[0]?.vector.length ?? 0, signal);
    const points = rows.map(({ vector, id, text, metadata }) => ({
      id: pointId(id),
      vector: [...vector],
      payload: { id, text, metadata: { ...metadata } },
    }));
    await api.upsertPoints({ collection_name: this.#place.collection, wait: true, points }, { signal });
  }

  async remove(ids: readonly string[], signal: AbortSignal): Promise<void> {
    const api = await this.#api();
    const points = ids.map(pointId);
    await api.deletePoints({ collection_name: this.#place.collection, wait: true, points }, { signal });
  }

  toError(error: unknown): Error {
    const { apiKey, headers } = this.#place;
    const context = { name: this.name, redact: redactorOf([apiKey, ...Object.values(headers)]) };
    const {
      status,
      data,
      headers: answered,
      retry_after: seconds,
    } = error as {
      readonly status?: unknown;
      readonly data?: unknown;
      readonly headers?: HeaderReader;
      readonly retry_after?: unknown;
    };
    // The client throws an error of its own, without a status, for a 429 that says how long to wait.
    if (typeof seconds === 'number')
      return serverError(error, context, { status: 429, retryAfterMs: seconds * 1000 });
    if (typeof status !== 'number') return serverError(error, context);
    const retryAfterMs = retryAfterOf(answered, systemClock.now());
    return serverError(error, context, {
      status,
      message: messageIn(data),
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      ...(status === 404 ? { fix: 'add passages first, or check the option collection.' } : {}),
    });
  }

  /** The generated part of the client: unlike the rest it takes a signal. */
  async #api(): Promise<ReturnType<QdrantClient['api']>> {
    this.#client ??= this.#connect().catch((error: unknown) => {
      this.#client = undefined;
      throw error;
    });
    return (await this.#client).api();
  }

  async #connect(): Promise<QdrantClient> {
    const { url, apiKey, headers } = this.#place;
    const peer = '@qdrant/js-client-rest';
    const sdk = await loadPeer(this.name, peer, () => import('@qdrant/js-client-rest'));
    // With a time limit of its own the client would replace the signal.
    return new sdk.QdrantClient({
      url,
      // As a header, and not as the client's option, which warns of plain connections on the console.
      headers: { ...headers, ...(apiKey === undefined ? {} : { 'api-key': apiKey }) },
      timeout: Number.POSITIVE_INFINITY,
      checkCompatibility: false,
    });
  }

  #create(size: number, signal: AbortSignal): Promise<void> {
    this.#created ??= this.#createCollection(size, signal).catch((error: unknown) => {
      this.#created = undefined;
      throw error;
    });
    return this.#created;
  }

  async #createCollection(size: number, signal: AbortSignal): Promise<void> {
    const api = await this.#api();
    const { collection } = this.#place;
    const { data } = await api.collectionExists({ collection_name: collection }, { signal });
    if (data.result?.exists === true) return;
    try {
      const vectors = { size, distance: 'Cosine' as const };
      await api.createCollection({ collection_name: collection, vectors }, { signal });
    } catch (error) {
      // Somebody else was faster.
      if ((error as { readonly status?: unknown }).status !== 409) throw error;
    }
  }
}

/** Qdrant takes UUIDs and numbers alone, so a point is called by a UUID made of the passage's id. */
function pointId(id: string): string {
  const hash = sha256(id);
  const variant = ((Number.parseInt(hash.charAt(16), 16) % 4) + 8).toString(16);
  const parts = [
    hash.slice(0, 8),
    hash.slice(8, 12),
    `8${hash.slice(13, 16)}`,
    `${variant}${hash.slice(17, 20)}`,
  ];
  return [...parts, hash.slice(20, 32)].join('-');
}

function passageOf({ score, payload }: { readonly score: number; readonly payload?: unknown }): Passage {
  const { id, text, metadata } = isPlainObject(payload) ? payload : {};
  return Object.freeze({
    id: String(id),
    text: String(text),
    metadata: isPlainObject(metadata) ? metadata : {},
    score,
  });
}

function messageIn(data: unknown): string | undefined {
  const status = isPlainObject(data) ? data['status'] : undefined;
  return isPlainObject(status) && typeof status['error'] === 'string' ? status['error'] : undefined;
}
