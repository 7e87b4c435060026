import { defaultStore, type CacheStore } from '../../cache';
import { canonicalJson, sha256 } from '../../util';
import { currentCache } from '../current-cache';

/** Where vectors are kept: a store, the one in force (true), or none (false). */
export type EmbeddingCacheOption = boolean | CacheStore;

/** Vectors by who made them and the text they stand for. A store that fails is done without. */
export class EmbeddingCache {
  readonly #who: object;
  readonly #option: EmbeddingCacheOption;

  /** @param who all that decides on a vector beside the text. No secret. */
  constructor(who: object, option: EmbeddingCacheOption) {
    this.#who = who;
    this.#option = option;
  }

  async get(text: string): Promise<Float32Array | undefined> {
    const store = this.#store();
    const found = await store?.get(this.#keyOf(text)).catch(() => undefined);
    return found === undefined ? undefined : decoded(found);
  }

  async set(text: string, vector: Float32Array): Promise<void> {
    await this.#store()
      ?.set(this.#keyOf(text), encoded(vector))
      .catch(() => undefined);
  }

  #keyOf(text: string): string {
    return sha256(canonicalJson({ kind: 'embedding', who: this.#who, text }));
  }

  #store(): CacheStore | undefined {
    if (typeof this.#option === 'object') return this.#option;
    const inForce = this.#option ? currentCache.get() : false;
    return inForce === false ? undefined : (inForce ?? defaultStore());
  }
}

/** The bytes as base64, in a JSON string as all that is kept. */
function encoded(vector: Float32Array): string {
  const { buffer, byteOffset, byteLength } = vector;
  return JSON.stringify(Buffer.from(buffer, byteOffset, byteLength).toString('base64'));
}

/** Undefined for what is no vector: it is then made anew. */
function decoded(text: string): Float32Array | undefined {
  if (!/^"[A-Za-z\d+/]+=*"$/.test(text)) return undefined;
  const bytes = Buffer.from(text.slice(1, -1), 'base64');
  if (bytes.length === 0 || bytes.length % 4 !== 0) return undefined;
  return new Float32Array(Uint8Array.from(bytes).buffer);
}
