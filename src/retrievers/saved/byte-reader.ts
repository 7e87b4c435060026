import fs from 'node:fs';
import { FileReadError } from '../../saving';
import { sha256Hash } from '../../util';

/** How many bytes are read at once. */
const PIECE = 1 << 20;
const NEWLINE = 10;

/** Reads a file from the beginning, by lines and by numbers of bytes, and keeps the digest of what was read. */
export class ByteReader {
  readonly #file: string;
  readonly #handle: fs.promises.FileHandle;
  readonly #hash = sha256Hash();
  #buffered: Buffer = Buffer.alloc(0);

  private constructor(file: string, handle: fs.promises.FileHandle) {
    this.#file = file;
    this.#handle = handle;
  }

  /** @throws {@link FileReadError}. */
  static async open(file: string): Promise<ByteReader> {
    try {
      return new ByteReader(file, await fs.promises.open(file, 'r'));
    } catch (cause) {
      throw new FileReadError(file, { cause });
    }
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** The text up to the next line feed, which is left out. */
  async line(): Promise<string> {
    const pieces: Buffer[] = [];
    let length = 0;
    for (;;) {
      if (this.#buffered.length === 0) await this.#more();
      const end = this.#buffered.indexOf(NEWLINE);
      const piece = this.#take(end === -1 ? this.#buffered.length : end + 1);
      pieces.push(piece);
      length += piece.length;
      if (end !== -1) return Buffer.concat(pieces, length).toString('utf8', 0, length - 1);
    }
  }

  /** So many bytes. */
  async exactly(length: number): Promise<Buffer> {
    const pieces: Buffer[] = [];
    for (let left = length; left > 0;) {
      if (this.#buffered.length === 0) await this.#more();
      const piece = this.#take(Math.min(left, this.#buffered.length));
      pieces.push(piece);
      left -= piece.length;
    }
    return pieces.length === 1 ? (pieces[0] as Buffer) : Buffer.concat(pieces, length);
  }

  /** Checks that the file ends here with the digest of all that was read. */
  async assertDigest(length: number): Promise<void> {
    const expected = this.#hash.copy().digest();
    const found = await this.exactly(length);
    const { bytesRead } = await this.#handle.read(Buffer.alloc(1), 0, 1);
    if (found.equals(expected) && this.#buffered.length === 0 && bytesRead === 0) return;
    throw this.#damaged('bytes that were not written with the others');
  }

  #take(length: number): Buffer {
    const piece = this.#buffered.subarray(0, length);
    this.#buffered = this.#buffered.subarray(length);
    this.#hash.update(piece);
    return piece;
  }

  async #more(): Promise<void> {
    const { bytesRead, buffer } = await this.#handle.read(Buffer.alloc(PIECE), 0, PIECE);
    if (bytesRead === 0) throw this.#damaged('an early end');
    this.#buffered = buffer.subarray(0, bytesRead);
  }

  #damaged(found: string): FileReadError {
    return new FileReadError(this.#file, { found, expected: 'a file as it was saved.' });
  }
}
