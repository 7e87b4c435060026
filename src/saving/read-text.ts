import fs from 'node:fs';
import { FileReadError } from './saving-errors';

/** Largest file that is read, in bytes. */
const LARGEST = 256 * 1024 * 1024;

/**
 * Reads a whole text file, as UTF-8, without its byte order mark.
 *
 * @param largest most bytes to read. @default 256 MiB
 * @throws {@link FileReadError} when it cannot be read or is larger.
 */
export async function readText(file: string, largest = LARGEST): Promise<string> {
  let bytes: Buffer;
  try {
    const { size } = await fs.promises.stat(file);
    if (size > largest) throw tooLarge(file, size, largest);
    bytes = await fs.promises.readFile(file);
  } catch (cause) {
    throw cause instanceof FileReadError ? cause : new FileReadError(file, { cause });
  }
  return new TextDecoder('utf-8').decode(bytes);
}

function tooLarge(file: string, size: number, largest: number): FileReadError {
  return new FileReadError(file, { found: `${size} bytes`, expected: `at most ${largest} bytes.` });
}
