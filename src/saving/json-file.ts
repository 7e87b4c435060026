import type { FileOperations } from './file-operations';
import { formatJson } from './format-json';
import { parseJson } from './parse-json';
import { readText } from './read-text';
import { FileReadError } from './saving-errors';
import { writeWhole } from './write-whole';

/**
 * Writes a value as an indented JSON file, whole or not at all.
 *
 * @throws {@link FileWriteError}; {@link InvalidArgumentError} for what JSON cannot hold, before anything is written.
 */
export async function writeJsonFile(
  file: string,
  value: unknown,
  operations?: Partial<FileOperations>,
): Promise<void> {
  await writeWhole(file, `${formatJson(value)}\n`, operations);
}

/**
 * Reads a JSON file with all digits of its integers.
 *
 * @param largest most bytes to read. @default 256 MiB
 * @throws {@link FileReadError} when the file cannot be read, is too large, or holds no JSON.
 */
export async function readJsonFile(file: string, largest?: number): Promise<unknown> {
  const text = await readText(file, largest);
  try {
    return parseJson(text);
  } catch (cause) {
    throw new FileReadError(file, { cause, expected: 'a JSON file.' });
  }
}
