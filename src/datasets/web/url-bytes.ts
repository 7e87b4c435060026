import type { ByteSlices, ByteSource } from '../bytes/byte-source';
import type { WebAddress } from './web-address';
import { answerOf, streamedAnswer, type WebSettings } from './web-request';

/** The bytes at an address: streamed, or by place where the server serves ranges. */
export function urlBytes({ url, name }: WebAddress, settings: WebSettings): ByteSource {
  return {
    name,
    bytes: () => streamedAnswer({ url, name }, settings),
    slices: () => slicesOf({ url, name }, settings),
  };
}

interface Place {
  readonly url: URL;
  readonly name: string;
}

/** Asks for a single byte: the answer tells the size, or holds everything from a server that does not know ranges. */
async function slicesOf(place: Place, settings: WebSettings): Promise<ByteSlices> {
  const first = await answerOf({ ...place, range: 'bytes=0-0' }, settings, async (response) => {
    const size = /\/(\d+)$/.exec(response.headers.get('content-range') ?? '')?.[1];
    const bytes = await response.arrayBuffer();
    return response.status === 206 && size !== undefined ? Number(size) : bytes;
  });
  if (typeof first !== 'number')
    return { byteLength: first.byteLength, close, slice: async (...at) => first.slice(...at) };
  return {
    byteLength: first,
    close,
    slice: (start, end = first) =>
      start >= end
        ? Promise.resolve(new ArrayBuffer(0))
        : answerOf({ ...place, range: `bytes=${start}-${end - 1}` }, settings, (response) =>
            response.arrayBuffer(),
          ),
  };
}

/** Nothing is held open between requests. */
async function close(): Promise<void> {
  await Promise.resolve();
}
