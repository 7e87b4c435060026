const LINE_FEED = 0x0a;

/** Lines out of chunks of bytes. By `\n` alone: text may hold the other characters that Node takes for ends of lines. */
export class LineSplitter {
  readonly #onLine: (line: string) => void;
  #parts: Buffer[] = [];

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  /** Takes the next bytes. */
  push(chunk: Buffer): void {
    let rest = chunk;
    for (let end = rest.indexOf(LINE_FEED); end !== -1; end = rest.indexOf(LINE_FEED)) {
      const line = Buffer.concat([...this.#parts, rest.subarray(0, end)]).toString('utf8');
      this.#parts = [];
      rest = rest.subarray(end + 1);
      this.#onLine(line);
    }
    if (rest.length > 0) this.#parts.push(rest);
  }
}
