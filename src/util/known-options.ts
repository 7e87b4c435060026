import { UnknownOptionError } from '../errors';
import { nearestOf } from './nearest-of';

/**
 * Refuses keys that nothing would read.
 *
 * @param options the object a user gave; `undefined` passes.
 * @param known every key that is read.
 * @param where the call, as the user wrote it, such as `new Evaluate(...)`.
 * @throws {@link UnknownOptionError} for the first unknown key.
 */
export function assertKnownOptions(
  options: object | undefined,
  known: readonly string[],
  where: string,
): void {
  if (options === undefined) return;
  for (const option of Object.keys(options)) {
    if (!known.includes(option)) throw new UnknownOptionError(option, where, known, nearestOf(option, known));
  }
}
