import { redactorOf } from '../../../lm';
import { isPlainObject } from '../../../util';
import type { Passage } from '../../retriever';
import { serverError } from '../server-error';
import type { VectorQuestion, VectorRow, VectorStore } from '../vector-store';
import type { RedisConnection } from './redis-connection';
import { redisFilter } from './redis-filter';
import { hashOf, schemaOf } from './redis-hash';

/** What is needed to reach an index. */
export interface RedisPlace {
  readonly connect: () => Promise<RedisConnection>;
  readonly index: string;
  readonly fields: readonly string[];
  readonly algorithm: 'FLAT' | 'HNSW';
  readonly secrets: readonly string[];
}

/** The first words of errors that may be gone next time. */
const PASSING = /^(?:LOADING|BUSY|CLUSTERDOWN|TRYAGAIN|MASTERDOWN)\b/;
/** The client's errors of connections that did not hold. They have no code. */
const BROKEN = /^(?:Socket|ClientClosed|ClientOffline|ConnectionTimeout|Disconnects|Reconnect)/;
const NO_INDEX = /no such index|unknown index|index not found/i;

/** Passages in hashes of Redis, with an index of its search engine over them. */
export class RedisStore implements VectorStore {
  readonly name = 'RedisRetriever';
  readonly #place: RedisPlace;
  #created: Promise<void> | undefined;

  constructor(place: RedisPlace) {
    this.#place = place;
  }

  async search({ vector, k, filter, signal }: VectorQuestion): Promise<readonly Passage[]> {
    const condition = filter === undefined || redisFilter(filter, this.#place.fields);
    if (condition === false) return [];
    const query = `${condition === true ? '*' : condition}=>[KNN ${k} @embedding $vector AS distance]`;
    const reply = await this.#send(
      [
        ...['FT.SEARCH', this.#place.index, query, 'PARAMS', '2', 'vector', bytesOf(vector)],
        ...['SORTBY', 'distance', 'ASC', 'LIMIT', '0', String(k)],
        ...['RETURN', '4', 'id', 'text', 'metadata', 'distance', 'DIALECT', '2'],
      ],
      signal,
    );
    // The number of all, then key and members of each.
    const [, ...found] = reply as [number, ...unknown[]];
    return found.filter((_, place) => place % 2 === 1).map((members) => passageOf(members as string[]));
  }

  async upsert(rows: readonly VectorRow[], signal: AbortSignal): Promise<void> {
    await this.#create(rows[0]?.vector.length ?? 0, signal);
    const { fields } = this.#place;
    // Removed first, so that no field of the passage before stays.
    await Promise.all(
      rows.flatMap((row) => [
        // Without the signal: each command would listen to it.
        this.#send(['DEL', this.#keyOf(row.id)]),
        this.#send(['HSET', this.#keyOf(row.id), ...hashOf(row, fields)]),
      ]),
    );
  }

  async remove(ids: readonly string[], signal: AbortSignal): Promise<void> {
    await this.#send(['DEL', ...ids.map((id) => this.#keyOf(id))], signal);
  }

  toError(error: unknown): Error {
    const context = { name: this.name, redact: redactorOf(this.#place.secrets) };
    const { message, constructor } = error as Error;
    const [serverCode] = /^[A-Z]{3,}\b/.exec(message) ?? [];
    if (serverCode !== undefined)
      return serverError(error, context, { serverCode, retryable: PASSING.test(message) });
    if (BROKEN.test(constructor.name))
      return serverError(error, context, { retryable: true, fix: 'check that the server runs.' });
    if (!NO_INDEX.test(message)) return serverError(error, context);
    // It may have been dropped by somebody else.
    this.#created = undefined;
    return serverError(error, context, { fix: 'add passages first, or check the option index.' });
  }

  #keyOf(id: string): string {
    return `${this.#place.index}:${id}`;
  }

  #create(dimensions: number, signal: AbortSignal): Promise<void> {
    this.#created ??= this.#createIndex(dimensions, signal).catch((error: unknown) => {
      this.#created = undefined;
      throw error;
    });
    return this.#created;
  }

  async #createIndex(dimensions: number, signal: AbortSignal): Promise<void> {
    const { index, fields, algorithm } = this.#place;
    const schema = schemaOf(fields, dimensions, algorithm);
    try {
      await this.#send(
        ['FT.CREATE', index, 'ON', 'HASH', 'PREFIX', '1', `${index}:`, 'SCHEMA', ...schema],
        signal,
      );
    } catch (error) {
      if (!/already exists/i.test((error as Error).message)) throw error;
    }
  }

  async #send(command: (string | Buffer)[], signal?: AbortSignal): Promise<unknown> {
    const connection = await this.#place.connect();
    return connection.sendCommand(command, signal && { abortSignal: signal });
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

function passageOf(members: readonly string[]): Passage {
  const hash: Record<string, string | undefined> = {};
  for (let place = 0; place < members.length; place += 2) hash[String(members[place])] = members[place + 1];
  const metadata: unknown = JSON.parse(hash['metadata'] ?? '{}');
  const score = 1 - Number(hash['distance']);
  return Object.freeze({
    id: hash['id'] ?? '',
    text: hash['text'] ?? '',
    metadata: isPlainObject(metadata) ? metadata : {},
    // A vector of zeros is similar to nothing.
    score: Number.isFinite(score) ? score : 0,
  });
}
