import { join } from 'node:path';
import { FileReadError, readJsonFile, writeJsonFile } from '../../saving';
import { isPlainObject } from '../../util';

/** What is known of a batch, so that another process can go on with it. No secret. */
export interface BatchRecord {
  readonly format: 1;
  /** The fingerprint of the model and all requests. */
  readonly key: string;
  /** The provider's id; absent while it is being handed in. */
  readonly id?: string;
  /** What came, by custom id, as the provider gave it; absent until all is there. */
  readonly results?: Readonly<Record<string, unknown>>;
}

/** The file of one batch in a directory. */
export class BatchFile {
  readonly #file: string | undefined;
  readonly #key: string;

  /** @param directory undefined keeps nothing. */
  constructor(directory: string | undefined, key: string) {
    this.#key = key;
    this.#file = directory === undefined ? undefined : join(directory, `batch-${key.slice(0, 16)}.json`);
  }

  /** What was written, if it is about the same requests. */
  async read(): Promise<BatchRecord | undefined> {
    if (this.#file === undefined) return undefined;
    try {
      const record = await readJsonFile(this.#file);
      const isOurs = isPlainObject(record) && record['format'] === 1 && record['key'] === this.#key;
      return isOurs ? (record as unknown as BatchRecord) : undefined;
    } catch (error) {
      if (error instanceof FileReadError && (error.cause as { code?: unknown })?.code === 'ENOENT')
        return undefined;
      throw error;
    }
  }

  async write(record: Omit<BatchRecord, 'format' | 'key'>): Promise<void> {
    if (this.#file === undefined) return;
    await writeJsonFile(this.#file, { format: 1, key: this.#key, ...record });
  }
}
