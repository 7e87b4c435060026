import type { Database, RootDatabase } from 'lmdb';

/** A storage adapter that lets a Keyv keep its values in an LMDB file: safe with several processes, and after a crash. */
export class LmdbAdapter {
  readonly opts: { readonly url: string };
  namespace?: string;
  readonly #database: RootDatabase<string, string>;

  constructor(database: RootDatabase<string, string>, folder: string) {
    this.#database = database;
    this.opts = { url: `lmdb://${folder}` };
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    return this.#database.get(key) as Value | undefined;
  }

  async set(key: string, value: string): Promise<void> {
    await this.#database.put(key, value);
  }

  async delete(key: string): Promise<boolean> {
    return this.#database.remove(key);
  }

  async clear(): Promise<void> {
    await (this.#database as Database).clearAsync();
  }

  /** Keyv listens for errors; ours reach the caller instead. */
  on(): this {
    return this;
  }
}
