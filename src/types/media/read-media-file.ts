import { InvalidArgumentError } from '../../errors';
import { excerpt } from '../../util';
import { mediaTypeOfBytes, mediaTypeOfName } from './media-type';

/** A file that was read. */
export interface MediaFile {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** The name without its folders. */
  readonly filename: string;
}

/**
 * Reads a file of this machine. Only the program's own code may say which: never a model's reply or a user's input.
 *
 * @param where the call as the user wrote it.
 * @throws {@link InvalidArgumentError} when it cannot be read or is of no known kind.
 */
export async function readMediaFile(path: string, where: string, mediaType?: string): Promise<MediaFile> {
  const [{ readFile }, { basename }] = await Promise.all([import('node:fs/promises'), import('node:path')]);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new InvalidArgumentError(where, {
      found: `${excerpt(path, 200)} (${(cause as NodeJS.ErrnoException).code ?? 'unreadable'})`,
      expected: 'the path of a file that can be read.',
    });
  }
  const known = mediaType ?? mediaTypeOfBytes(bytes) ?? mediaTypeOfName(path);
  if (known !== undefined) return { bytes, mediaType: known, filename: basename(path) };
  throw new InvalidArgumentError(where, {
    found: `a file of unknown kind: ${excerpt(basename(path), 200)}`,
    expected: 'a file whose kind its bytes or its ending tell.',
    fix: "give the media type, such as 'image/png', as the second argument.",
  });
}
