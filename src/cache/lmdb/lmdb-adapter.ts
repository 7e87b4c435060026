import { randomBytes } from 'node:crypto';
import type { RootDatabase } from 'lmdb';
import { sha256 } from '../../util';
import { isDamage, openLmdbFile, setAside, type LmdbFile, type LmdbFilePlan } from './lmdb-file';
import { addEntry, keysIn, ORDER_LENGTH, removeEntry, tallyIn, type Tally } from './lmdb-entries';

/** {@link LmdbFilePlan} and how much may be in the file. */
export interface LmdbAdapterOptions extends LmdbFilePlan {
  readonly maxBytes: number;
}

/**
 * A storage adapter that lets a Keyv keep its values in an LMDB file: safe with several processes and after a crash, no
 * larger than it may be, and made anew when it is damaged.
 */
export class LmdbAdapter {
  readonly opts: { readonly url: string };
  namespace?: string;
  readonly #options: LmdbAdapterOptions;
  #file: Promise<LmdbFile> | undefined;
  #opened: LmdbFile | undefined;
  #evictions = 0;

  constructor(options: LmdbAdapterOptions) {
    this.#options = options;
    this.opts = { url: `lmdb://${options.folder}` };
  }

  /** How many entries had to go to make room, in this process. */
  get evictions(): number {
    return this.#evictions;
  }

  /** What the file holds; undefined before it is opened. */
  tally(): Tally | undefined {
    const database = this.#opened?.database;
    return database && tallyIn(database);
  }

  async get<Value>(key: string): Promise<Value | undefined> {
    const stored = await this.#use((database) => database.get(entryKey(key)));
    return stored?.slice(ORDER_LENGTH) as Value | undefined;
  }

  async set(key: string, value: string): Promise<void> {
    const order = Date.now().toString(36).padStart(9, '0') + randomBytes(6).toString('base64url').slice(0, 7);
    await this.#change(async (database) => {
      const entry = { key: entryKey(key), name: key, order, value, maxBytes: this.#options.maxBytes };
      this.#evictions += await database.transaction(() => addEntry(database, entry));
    });
  }

  async delete(key: string): Promise<boolean> {
    await this.#change((database) => database.transaction(() => removeEntry(database, entryKey(key))));
    return true;
  }

  async clear(): Promise<void> {
    await this.#change((database) => database.clearAsync());
  }

  /** Stored keys and values. */
  async *list(): AsyncGenerator<readonly [key: string, value: string | undefined]> {
    const names = (await this.#use((database) => keysIn(database))) ?? [];
    for (const name of names) yield [name, await this.get<string>(name)];
  }

  /** Keyv listens for errors; ours reach the caller instead. */
  on(): this {
    return this;
  }

  /** Where nothing can be written, nothing is. */
  async #change(body: (database: RootDatabase<string, string>) => Promise<unknown>): Promise<void> {
    await this.#use(async (database, { isReadOnly }) => {
      if (!isReadOnly) await body(database);
    });
  }

  async #use<Result>(
    body: (database: RootDatabase<string, string>, file: LmdbFile) => Result | Promise<Result>,
  ): Promise<Result | undefined> {
    const file = this.#opened ?? (await this.#open());
    if (file.database === undefined) return undefined;
    try {
      return await body(file.database, file);
    } catch (error) {
      if (!isDamage(error) || file.isReadOnly) throw error;
      await this.#replace(file, error);
      return undefined;
    }
  }

  async #open(): Promise<LmdbFile> {
    this.#file ??= openLmdbFile(this.#options);
    return (this.#opened = await this.#file);
  }

  /** Once for all who found the damage at the same time. */
  async #replace(damaged: LmdbFile, error: unknown): Promise<void> {
    if (this.#opened !== damaged) return;
    this.#opened = undefined;
    this.#file = (async () => {
      await damaged.database?.close();
      await setAside(this.#options.path, error);
      return openLmdbFile(this.#options);
    })();
    await this.#open();
  }
}

const LONGEST_KEY = 1000;

/** A key of LMDB has a limit. */
function entryKey(key: string): string {
  return `e${Buffer.byteLength(key) > LONGEST_KEY ? sha256(key) : key}`;
}
