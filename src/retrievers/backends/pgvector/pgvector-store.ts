import { redactorOf } from '../../../lm';
import { onAbort } from '../../../resilience';
import { isPlainObject } from '../../../util';
import type { Passage } from '../../retriever';
import { serverError } from '../server-error';
import type { VectorQuestion, VectorRow, VectorStore } from '../vector-store';
import { pgvectorFilter } from './pgvector-filter';
import type { PgPool } from './pg-pool';

/** Errors of Postgres that may be gone next time: connections, resources, shutdowns, conflicts of transactions. */
const PASSING = /^(?:08|53|57P0[123]|40001|40P01|23505|55P03)/;

/** What is needed to reach a table. */
export interface PgvectorPlace {
  readonly pool: () => Promise<PgPool>;
  /** Quoted. */
  readonly table: string;
  readonly createTable: boolean;
  readonly secrets: readonly string[];
}

/** Passages in a table of Postgres, with the extension pgvector. */
export class PgvectorStore implements VectorStore {
  readonly name = 'PgVectorRetriever';
  readonly #place: PgvectorPlace;
  #created: Promise<void> | undefined;

  constructor(place: PgvectorPlace) {
    this.#place = place;
  }

  async search({ vector, k, filter, signal }: VectorQuestion): Promise<readonly Passage[]> {
    const parameters: unknown[] = [textOf(vector), k];
    const condition = filter === undefined ? 'true' : pgvectorFilter(filter, parameters);
    const rows = await this.#run(
      `SELECT id, text, metadata, embedding <=> $1::vector AS distance FROM ${this.#place.table}
       WHERE ${condition} ORDER BY distance, place LIMIT $2`,
      parameters,
      signal,
    );
    return rows.map(passageOf);
  }

  async upsert(rows: readonly VectorRow[], signal: AbortSignal): Promise<void> {
    await this.#create(rows[0]?.vector.length ?? 0, signal);
    await this.#run(
      `INSERT INTO ${this.#place.table} (id, text, metadata, embedding)
       SELECT id, text, metadata::jsonb, embedding::vector
       FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) WITH ORDINALITY AS given(id, text, metadata, embedding, number)
       ORDER BY number
       ON CONFLICT (id) DO UPDATE SET
         text = EXCLUDED.text, metadata = EXCLUDED.metadata, embedding = EXCLUDED.embedding, place = EXCLUDED.place`,
      [
        rows.map(({ id }) => id),
        rows.map(({ text }) => text),
        rows.map(({ metadata }) => JSON.stringify(metadata)),
        rows.map(({ vector }) => textOf(vector)),
      ],
      signal,
    );
  }

  async remove(ids: readonly string[], signal: AbortSignal): Promise<void> {
    await this.#run(`DELETE FROM ${this.#place.table} WHERE id = ANY($1::text[])`, [ids], signal);
  }

  toError(error: unknown): Error {
    const { code } = error as { readonly code?: unknown };
    const redact = redactorOf(this.#place.secrets);
    const context = { name: this.name, redact };
    // What pg says of a lost connection has no code.
    if (code === undefined) {
      const isLost = /^(?:Connection terminated|timeout exceeded when trying to connect)/.test(
        String((error as Error).message),
      );
      return serverError(error, context, isLost ? { retryable: true } : {});
    }
    if (!/^[\dA-Z]{5}$/.test(String(code))) return serverError(error, context);
    return serverError(error, context, {
      serverCode: String(code),
      retryable: PASSING.test(String(code)),
      ...(code === '42P01' ? { fix: 'add passages first, or check the option table.' } : {}),
    });
  }

  #create(dimensions: number, signal: AbortSignal): Promise<void> {
    if (!this.#place.createTable) return Promise.resolve();
    this.#created ??= this.#createTable(dimensions, signal).catch((error: unknown) => {
      this.#created = undefined;
      throw error;
    });
    return this.#created;
  }

  /** Asks first: who may not create tables may still use one that is there. */
  async #createTable(dimensions: number, signal: AbortSignal): Promise<void> {
    const { table } = this.#place;
    const [found] = await this.#run('SELECT to_regclass($1) IS NOT NULL AS known', [table], signal);
    if (found?.['known'] === true) return;
    await this.#run('CREATE EXTENSION IF NOT EXISTS vector', [], signal);
    await this.#run(
      `CREATE TABLE IF NOT EXISTS ${table} (
         id text PRIMARY KEY, place bigserial, text text NOT NULL, metadata jsonb NOT NULL,
         embedding vector(${dimensions}) NOT NULL)`,
      [],
      signal,
    );
  }

  /** The connection of an aborted command is closed: Postgres has no other way to be told in time. */
  async #run(
    command: string,
    parameters: readonly unknown[],
    signal: AbortSignal,
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const pool = await this.#place.pool();
    const client = await pool.connect();
    if (signal.aborted) {
      client.release();
      throw signal.reason;
    }
    const leave = onAbort(signal, () => client.release(true));
    try {
      return (await client.query(command, [...parameters])).rows;
    } finally {
      leave();
      if (!signal.aborted) client.release();
    }
  }
}

function textOf(vector: Float32Array): string {
  return `[${vector.join(',')}]`;
}

function passageOf({ id, text, metadata, distance }: Readonly<Record<string, unknown>>): Passage {
  const score = 1 - Number(distance);
  return Object.freeze({
    id: String(id),
    text: String(text),
    metadata: isPlainObject(metadata) ? metadata : {},
    // A vector of zeros is similar to nothing.
    score: Number.isFinite(score) ? score : 0,
  });
}
