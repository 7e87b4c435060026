import { endianness } from 'node:os';
import { writeWhole } from '../../saving';
import { sha256Hash } from '../../util';
import { MAGIC, VERSION, type PassageFile, type PassageFileHeader } from './passage-file';

/** How many bytes are gathered before they are written. */
const PIECE = 1 << 20;

/** A file's content with its vectors, which are read while it is written. */
export interface PassageFileWithVectors extends PassageFile {
  readonly dimensions?: number;
  /** One vector for each passage. */
  readonly vectors?: Iterable<Float32Array>;
}

/**
 * Writes passages, and their vectors, to a file: whole or not at all, and never a second time in memory.
 *
 * @throws {@link FileWriteError}.
 */
export async function writePassageFile(file: string, content: PassageFileWithVectors): Promise<void> {
  await writeWhole(file, withDigest(inPieces(bytesOf(content))));
}

function* bytesOf({
  kind,
  settings,
  passages,
  dimensions = 0,
  vectors = [],
}: PassageFileWithVectors): Generator<Uint8Array> {
  const header: PassageFileHeader = {
    version: VERSION,
    kind,
    settings,
    count: passages.length,
    dimensions,
    byteOrder: endianness(),
    alignment: 16,
  };
  const line = `${MAGIC}${JSON.stringify(header)}`;
  const padding = header.alignment - ((Buffer.byteLength(line) + 1) % header.alignment);
  yield Buffer.from(`${line}${' '.repeat(padding)}\n`);
  for (const { buffer, byteOffset, byteLength } of vectors)
    yield new Uint8Array(buffer, byteOffset, byteLength);
  for (const passage of passages) yield Buffer.from(`${JSON.stringify(passage)}\n`);
}

function* inPieces(parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  let piece: Uint8Array[] = [];
  let length = 0;
  for (const part of parts) {
    piece.push(part);
    length += part.byteLength;
    if (length < PIECE) continue;
    yield Buffer.concat(piece, length);
    piece = [];
    length = 0;
  }
  yield Buffer.concat(piece, length);
}

function* withDigest(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  const hash = sha256Hash();
  for (const piece of pieces) {
    hash.update(piece);
    yield piece;
  }
  yield hash.digest();
}
