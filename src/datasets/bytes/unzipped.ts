import { DatasetFormatError } from '../dataset-errors';
import type { ByteSource } from './byte-source';

/** The bytes of a gzip file, unpacked as they are read. */
export function unzipped(source: ByteSource): ByteSource {
  return {
    name: source.name,
    bytes: () => unpack(source),
    slices: () => {
      throw new DatasetFormatError(source.name, {
        reason: 'is packed as a whole, so it cannot be read by place',
        fix: 'unpack it first.',
      });
    },
  };
}

async function* unpack(source: ByteSource): AsyncGenerator<Uint8Array> {
  const [{ createGunzip }, { Readable, pipeline }] = await Promise.all([
    import('node:zlib'),
    import('node:stream'),
  ]);
  // What goes wrong on either side ends the loop below.
  const unpacked = pipeline(Readable.from(source.bytes()), createGunzip(), () => undefined);
  try {
    for await (const chunk of unpacked) yield chunk as Uint8Array;
  } catch (cause) {
    const code = (cause as { readonly code?: unknown }).code;
    if (typeof code !== 'string' || !code.startsWith('Z_')) throw cause;
    throw new DatasetFormatError(source.name, {
      reason: 'ends in .gz but is no whole gzip file',
      fix: 'pack it again, or name it without .gz if it is not packed.',
      cause,
    });
  }
}
