import { endianness } from 'node:os';
import { FileReadError } from '../../saving';
import { isPlainObject } from '../../util';
import type { StoredPassage } from '../retriever';
import { ByteReader } from './byte-reader';
import {
  MAGIC,
  VERSION,
  type PassageFile,
  type PassageFileHeader,
  type PassageFileKind,
} from './passage-file';

const NOTHING = Buffer.alloc(0);

/** How many bytes of vectors are read at once, about. */
const PIECE = 1 << 22;

/** What to do with the vectors of a file, piece by piece. */
export interface VectorReceiver {
  /** Told before any vector comes; throws to refuse the file. */
  readonly begin: (header: PassageFileHeader) => void;
  /** Some whole vectors, to be copied. */
  readonly take: (rows: Float32Array, dimensions: number) => void;
}

/**
 * Reads a file that {@link writePassageFile} wrote, and checks that it is whole.
 *
 * @throws {@link FileReadError} when it cannot be read, is damaged, is of another kind or of a later version.
 */
export async function readPassageFile(
  file: string,
  kind: PassageFileKind,
  receiver?: VectorReceiver,
): Promise<PassageFile> {
  const reader = await ByteReader.open(file);
  try {
    await assertMagic(file, reader);
    const header = readHeader(file, kind, await reader.line());
    receiver?.begin(header);
    await readVectors(reader, header, receiver);
    const passages: StoredPassage[] = [];
    for await (const lines of reader.lines()) {
      for (const line of lines) passages.push(readPassage(file, line));
    }
    await reader.assertDigest();
    if (passages.length !== header.count) throw reader.damaged(`${passages.length} passages`);
    return { kind, settings: header.settings, passages };
  } finally {
    await reader.close();
  }
}

async function assertMagic(file: string, reader: ByteReader): Promise<void> {
  const found = reader.size < MAGIC.length ? NOTHING : await reader.exactly(MAGIC.length);
  if (found.toString('utf8') === MAGIC) return;
  throw new FileReadError(file, { found: 'something else', expected: 'passages that a retriever saved.' });
}

function readHeader(file: string, kind: PassageFileKind, line: string): PassageFileHeader {
  const header = parsed(file, line) as unknown as PassageFileHeader;
  const found = `a file of version ${String(header.version)} for ${String(header.kind)}`;
  if (header.version !== VERSION) throw new FileReadError(file, { found, expected: `version ${VERSION}.` });
  if (header.kind !== kind) throw new FileReadError(file, { found, expected: `one for ${kind}.` });
  const { count, dimensions, byteOrder, settings } = header;
  if (!isCount(count) || !isCount(dimensions) || !isPlainObject(settings)) {
    throw new FileReadError(file, {
      found: 'a header that makes no sense',
      expected: 'a file as it was saved.',
    });
  }
  if (dimensions > 0 && byteOrder !== endianness()) {
    throw new FileReadError(file, {
      found: `bytes in the order ${byteOrder}`,
      expected: `${endianness()}, as this machine has.`,
    });
  }
  return header;
}

async function readVectors(
  reader: ByteReader,
  header: PassageFileHeader,
  receiver?: VectorReceiver,
): Promise<void> {
  const { count, dimensions } = header;
  if (dimensions === 0) return;
  const perPiece = Math.max(1, Math.floor(PIECE / (dimensions * 4)));
  for (let left = count; left > 0; left -= perPiece) {
    const bytes = await reader.exactly(Math.min(left, perPiece) * dimensions * 4);
    // A copy: floats have to begin at a multiple of four.
    receiver?.take(new Float32Array(Uint8Array.from(bytes).buffer), dimensions);
  }
}

function readPassage(file: string, line: string): StoredPassage {
  const { id, text, metadata } = parsed(file, line);
  if (typeof id === 'string' && typeof text === 'string' && isPlainObject(metadata)) {
    return Object.freeze({ id, text, metadata });
  }
  throw new FileReadError(file, {
    found: 'a passage without id, text or metadata',
    expected: 'a file as it was saved.',
  });
}

function parsed(file: string, line: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw new FileReadError(file, { cause, expected: 'a file as it was saved.' });
  }
  if (isPlainObject(value)) return value;
  throw new FileReadError(file, { found: 'a line that is no object', expected: 'a file as it was saved.' });
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
