import fs from 'node:fs';
import { FileReadError } from '../../saving';
import { sha256Hash } from '../../util';
import { DIGEST_LENGTH } from './passage-file';

/** How many bytes are read at once. */
const PIECE = 1 << 20;
const NEWLINE = 10;

/** Reads a file that ends with its digest: from the beginning, by lines and by numbers of bytes. */
export class ByteReader {
  /** How many bytes stand before the digest. */
  readonly size: number;
  readonly #file: string;
  readonly #handle: fs.promises.FileHandle;
  readonly #hash = sha256Hash();
  /** How many bytes before the digest were not read yet. */
  #left: number;
  #buffered: Buffer = Buffer.alloc(0);

  private constructor(file: string, handle: fs.promises.FileHandle, size: number) {
    this.#file = file;
    this.#handle = handle;
    this.size = Math.max(0, size - DIGEST_LENGTH);
    this.#left = this.size;
  }

  /** @throws {@link FileReadError}. */
  static async open(file: string): Promise<ByteReader> {
    let handle: fs.promises.FileHandle | undefined;
    try {
      handle = await fs.promises.open(file, 'r');
      return new ByteReader(file, handle, (await handle.stat()).size);
    } catch (cause) {
      await handle?.close();
      throw new FileReadError(file, { cause });
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** So many bytes. */
  async exactly(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let missing = length; missing > 0;) {
      if (this.#buffered.length === 0) await this.#more();
      const piece = this.#take(Math.min(missing, this.#buffered.length));
      pieces.push(piece);
      missing -= piece.length;
    }
    return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, length);
  }

  /** The text up to the next line feed, which is left out. */
  async line(): Promise<string> {
    const pieces: Buffer[] = [];
    for (;;) {
      if (this.#buffered.length === 0) await this.#more();
      const end = this.#buffered.indexOf(NEWLINE);
      pieces.push(this.#take(end === -1 ? this.#buffered.length : end + 1));
      if (end !== -1) return Buffer.concat(pieces).toString('utf8').slice(0, -1);
    }
  }

  /** All lines that are left, some at once. */
  async *lines(): AsyncGenerator<readonly string[]> {
    let pieces: Buffer[] = [];
    while (this.#buffered.length > 0 || this.#left > 0) {
      if (this.#buffered.length === 0) await this.#more();
      const end = this.#buffered.lastIndexOf(NEWLINE);
      if (end === -1) {
        pieces.push(this.#take(this.#buffered.length));
        continue;
      }
      const text = Buffer.concat([...pieces, this.#take(end + 1)]).toString('utf8');
      pieces = [this.#take(this.#buffered.length)];
      yield text.slice(0, -1).split('\n');
    }
    if (pieces.some(({ length }) => length > 0)) throw this.damaged('an early end');
  }

  /** Checks that all was read, and that the file ends with the digest of it. */
  async assertDigest(): Promise<void> {
    const { buffer, bytesRead } = await this.#handle.read(Buffer.alloc(DIGEST_LENGTH), 0, DIGEST_LENGTH);
    const isWhole = bytesRead === DIGEST_LENGTH && this.#left === 0 && this.#buffered.length === 0;
    if (isWhole && buffer.equals(this.#hash.digest())) return;
    throw this.damaged('bytes that were not written with the others');
  }

  /** The error for a file that is not as it was written. */
  damaged(found: string): FileReadError {
    return new FileReadError(this.#file, { found, expected: 'a file as it was saved.' });
  }

  #take(length: number): Buffer {
    const piece = this.#buffered.subarray(0, length);
    this.#buffered = this.#buffered.subarray(length);
    return piece;
  }

  async #more(): Promise<void> {
    const asked = Math.min(PIECE, this.#left);
    if (asked === 0) throw this.damaged('an early end');
    const { bytesRead, buffer } = await this.#handle
      .read(Buffer.allocUnsafe(asked), 0, asked)
      .catch((cause: unknown) => {
        throw new FileReadError(this.#file, { cause });
      });
    if (bytesRead === 0) throw this.damaged('an early end');
    this.#left -= bytesRead;
    this.#buffered = buffer.subarray(0, bytesRead);
    this.#hash.update(this.#buffered);
  }
}
