import type { ByteSource } from './byte-source';
import { textOf } from './text-of';

/**
 * The lines of a UTF-8 source, one at a time. A line ends at LF or CRLF and nowhere else: U+2028 and the like may occur
 * inside JSON text.
 *
 * @throws {@link DatasetFormatError} where the bytes are not UTF-8.
 */
export async function* linesOf(source: ByteSource): AsyncGenerator<string> {
  let rest: string[] = [];
  for await (const text of textOf(source)) {
    const pieces = text.split('\n');
    for (let index = 0; index < pieces.length - 1; index++) {
      rest.push(pieces[index] as string);
      yield withoutReturn(rest.join(''));
      rest = [];
    }
    rest.push(pieces.at(-1) as string);
  }
  const last = rest.join('');
  if (last !== '') yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
