import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { FileReadError, FileWriteError } from './saving-errors';

/** What an append-only log held when it was opened. */
export interface OpenedLog {
  readonly log: AppendLog;
  /** The values of its whole lines, in order. */
  readonly values: readonly unknown[];
  /** How many lines were no JSON and were passed over. A cut last line is not counted: it is what a crash leaves. */
  readonly damaged: number;
}

const CHUNK = 1 << 20;
const NEWLINE = 0x0a;

/**
 * A file of JSON values, one a line, that only grows.
 *
 * A value is in the file when {@link append} returns: a process that is killed afterwards has lost nothing. A line that a
 * crash cut short is taken off when the file is opened again.
 */
export class AppendLog {
  #descriptor: number | undefined;

  private constructor(
    readonly file: string,
    descriptor: number,
  ) {
    this.#descriptor = descriptor;
  }

  /**
   * Opens a log, or begins one.
   *
   * @throws {@link FileReadError} when the file cannot be opened or read.
   */
  static open(file: string): OpenedLog {
    try {
      const descriptor = openSync(file, 'a+');
      const { values, damaged, wholeBytes } = readLines(descriptor);
      if (wholeBytes < fstatSync(descriptor).size) ftruncateSync(descriptor, wholeBytes);
      return { log: new AppendLog(file, descriptor), values, damaged };
    } catch (cause) {
      throw new FileReadError(file, { cause });
    }
  }

  /**
   * Reads a log that another process may be writing, without touching it. None of a file that is not there.
   *
   * @throws {@link FileReadError}.
   */
  static read(file: string): Omit<OpenedLog, 'log'> {
    if (!existsSync(file)) return { values: [], damaged: 0 };
    try {
      const descriptor = openSync(file, 'r');
      const { values, damaged } = readLines(descriptor);
      closeSync(descriptor);
      return { values, damaged };
    } catch (cause) {
      throw new FileReadError(file, { cause });
    }
  }

  /**
   * Adds a value: one write, so that lines of two writers never mix.
   *
   * @throws {@link FileWriteError}, also after {@link close}.
   */
  append(value: unknown): void {
    const bytes = Buffer.from(`${JSON.stringify(value)}\n`);
    try {
      if (this.#descriptor === undefined) throw new Error('The log is closed.');
      for (let written = 0; written < bytes.length;) written += writeSync(this.#descriptor, bytes, written);
    } catch (cause) {
      throw new FileWriteError(this.file, cause);
    }
  }

  /** Writes all through to the disk and lets go of the file. A second call does nothing. */
  close(): void {
    if (this.#descriptor === undefined) return;
    const descriptor = this.#descriptor;
    this.#descriptor = undefined;
    fsyncSync(descriptor);
    closeSync(descriptor);
  }
}

function readLines(descriptor: number): {
  readonly values: unknown[];
  readonly damaged: number;
  readonly wholeBytes: number;
} {
  const values: unknown[] = [];
  const decoder = new StringDecoder('utf8');
  const chunk = Buffer.allocUnsafe(CHUNK);
  let [position, wholeBytes, damaged, rest] = [0, 0, 0, ''];
  for (;;) {
    const count = readSync(descriptor, chunk, 0, CHUNK, position);
    if (count === 0) break;
    const newline = chunk.lastIndexOf(NEWLINE, count - 1);
    if (newline >= 0) wholeBytes = position + newline + 1;
    position += count;
    const lines = (rest + decoder.write(chunk.subarray(0, count))).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const value = parsed(line);
      if (value === undefined) damaged++;
      else values.push(value.json);
    }
  }
  return { values, damaged, wholeBytes };
}

function parsed(line: string): { readonly json: unknown } | undefined {
  try {
    return { json: JSON.parse(line) };
  } catch {
    // Counted by the caller.
    return undefined;
  }
}
