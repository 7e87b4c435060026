import { createReadStream, promises } from 'node:fs';
import { FileReadError } from '../../saving';
import type { ByteSlices, ByteSource } from './byte-source';

/**
 * The bytes of a file on disk.
 *
 * @throws {@link FileReadError} when reading, where it cannot be read.
 */
export function fileBytes(file: string, signal?: AbortSignal): ByteSource {
  return { name: file, bytes: () => streamed(file, signal), slices: () => opened(file, signal) };
}

async function* streamed(file: string, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(file, { signal, highWaterMark: 1 << 20 })) {
      yield chunk as Uint8Array;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw new FileReadError(file, { cause });
  }
}

async function opened(file: string, signal: AbortSignal | undefined): Promise<ByteSlices> {
  signal?.throwIfAborted();
  try {
    const handle = await promises.open(file);
    const { size } = await handle.stat();
    return {
      byteLength: size,
      close: () => handle.close(),
      slice: async (start, end = size) => {
        signal?.throwIfAborted();
        const bytes = new Uint8Array(Math.max(0, end - start));
        await handle.read(bytes, 0, bytes.length, start);
        return bytes.buffer;
      },
    };
  } catch (cause) {
    signal?.throwIfAborted();
    throw new FileReadError(file, { cause });
  }
}
