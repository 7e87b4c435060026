import type { ChromaClient, Collection } from 'chromadb';
import { redactorOf } from '../../../lm';
import type { Passage } from '../../retriever';
import { loadPeer } from '../../../util';
import { serverError, type ServerErrorFacts } from '../server-error';
import type { VectorQuestion, VectorRow, VectorStore } from '../vector-store';
import { chromaFilter } from './chroma-filter';
import { fromChroma, toChroma } from './chroma-metadata';

/** What is needed to reach a collection. */
export interface ChromaPlace {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly tenant: string;
  readonly database: string;
  readonly collection: string;
}

/** What the client's errors mean: they have a name and no status. */
const STATUS_BY_NAME: Readonly<Record<string, ServerErrorFacts>> = {
  ChromaClientError: { status: 400 },
  ChromaAuthError: { status: 401 },
  ChromaForbiddenError: { status: 403 },
  ChromaNotFoundError: { status: 404, fix: 'add passages first, or check the option collection.' },
  ChromaUniqueError: { status: 409 },
  ChromaQuotaExceededError: { status: 422 },
  ChromaRateLimitError: { status: 429 },
  ChromaServerError: { retryable: true },
  ChromaConnectionError: {
    retryable: true,
    fix: 'check that the server runs and can be reached, and the option url.',
  },
};

/** Passages in a collection of Chroma. */
export class ChromaStore implements VectorStore {
  readonly name = 'ChromaRetriever';
  readonly #place: ChromaPlace;
  #id: string | undefined;

  constructor(place: ChromaPlace) {
    this.#place = place;
  }

  async search({ vector, k, filter, signal }: VectorQuestion): Promise<readonly Passage[]> {
    const where = filter === undefined ? undefined : chromaFilter(filter);
    const { ids, documents, metadatas, distances } = await this.#use(signal, (collection) =>
      collection.query({
        queryEmbeddings: [[...vector]],
        nResults: k,
        include: ['documents', 'metadatas', 'distances'],
        ...(where === undefined ? {} : { where: where as never }),
      }),
    );
    return (ids[0] ?? []).map((id, place) => {
      const score = 1 - Number(distances[0]?.[place]);
      return Object.freeze({
        id,
        text: documents[0]?.[place] ?? '',
        metadata: fromChroma(metadatas[0]?.[place]),
        // A vector of zeros is similar to nothing.
        score: Number.isFinite(score) ? score : 0,
      });
    });
  }

  async upsert(rows: readonly VectorRow[], signal: AbortSignal): Promise<void> {
    if (this.#id === undefined) {
      const client = await this.#client(signal);
      const { id } = await client.getOrCreateCollection({
        name: this.#place.collection,
        embeddingFunction: null,
        configuration: { hnsw: { space: 'cosine' } },
      });
      this.#id = id;
    }
    await this.#use(signal, (collection) =>
      collection.upsert({
        ids: rows.map(({ id }) => id),
        documents: rows.map(({ text }) => text),
        metadatas: rows.map(({ metadata }) => toChroma(metadata)),
        embeddings: rows.map(({ vector }) => [...vector]),
      }),
    );
  }

  async remove(ids: readonly string[], signal: AbortSignal): Promise<void> {
    await this.#use(signal, (collection) => collection.delete({ ids: [...ids] }));
  }

  toError(error: unknown): Error {
    const context = { name: this.name, redact: redactorOf(Object.values(this.#place.headers)) };
    const facts = STATUS_BY_NAME[String((error as { readonly name?: unknown }).name)];
    // The collection may have been made anew by somebody else.
    if (facts?.status === 404) this.#id = undefined;
    return serverError(error, context, facts ?? {});
  }

  async #use<Result>(
    signal: AbortSignal,
    work: (collection: Collection) => Promise<Result>,
  ): Promise<Result> {
    const client = await this.#client(signal);
    this.#id ??= (await client.getCollection({ name: this.#place.collection })).id;
    return work(client.collection(this.#id));
  }

  /** A client for each attempt: it takes a signal for all of its requests and none for a single one. */
  async #client(signal: AbortSignal): Promise<ChromaClient> {
    const sdk = await loadPeer(this.name, 'chromadb', () => import('chromadb'));
    const { url, headers, tenant, database } = this.#place;
    const ssl = url.protocol === 'https:';
    return new sdk.ChromaClient({
      host: url.hostname,
      port: url.port === '' ? (ssl ? 443 : 80) : Number(url.port),
      ssl,
      headers: { ...headers },
      tenant,
      database,
      fetchOptions: { signal },
    });
  }
}
