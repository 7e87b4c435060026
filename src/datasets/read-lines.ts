import { createReadStream } from 'node:fs';

/**
 * The lines of a UTF-8 file, one at a time. A line ends at LF or CRLF and nowhere else: U+2028 and the like may occur
 * inside JSON text. A byte order mark is dropped.
 *
 * @throws TypeError where the bytes are not UTF-8; the file system's error when it cannot be read.
 */
export async function* readLines(file: string, signal?: AbortSignal): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let rest: string[] = [];
  for await (const chunk of createReadStream(file, { signal, highWaterMark: 1 << 20 })) {
    const pieces = decoder.decode(chunk as Buffer, { stream: true }).split('\n');
    for (let index = 0; index < pieces.length - 1; index++) {
      rest.push(pieces[index] as string);
      yield withoutReturn(rest.join(''));
      rest = [];
    }
    rest.push(pieces.at(-1) as string);
  }
  rest.push(decoder.decode());
  const last = rest.join('');
  if (last !== '') yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
