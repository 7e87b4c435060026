import { DatasetFormatError } from '../dataset-errors';
import type { ByteSource } from './byte-source';

/**
 * The text of a UTF-8 source, piece by piece and never cut inside a character. A byte order mark is dropped.
 *
 * @throws {@link DatasetFormatError} where the bytes are not UTF-8.
 */
export async function* textOf(source: ByteSource): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const decoded = (bytes?: Uint8Array): string => {
    try {
      return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch (cause) {
      throw new DatasetFormatError(source.name, {
        reason: 'is not UTF-8 text',
        fix: 'convert it: iconv -f WINDOWS-1252 -t UTF-8, or "Save as … UTF-8" in a spreadsheet.',
        cause,
      });
    }
  };
  for await (const chunk of source.bytes()) yield decoded(chunk);
  const rest = decoded();
  if (rest !== '') yield rest;
}
