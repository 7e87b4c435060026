import { contextSlot } from '../context';
import { InvalidArgumentError } from '../errors';
import { assertKnownOptions } from '../util';
import { CALLBACK_NAMES, type Callbacks } from './callbacks';

/** Who is told of what happens here; undefined for nobody. */
export const currentCallbacks = contextSlot<readonly Callbacks[] | undefined>('callbacks', undefined);

/**
 * One or several callbacks as the slot holds them; none as undefined.
 *
 * @throws {@link UnknownOptionError} for a misspelt member, {@link InvalidArgumentError} for what is no function.
 */
export function callbackList(
  given: Callbacks | readonly Callbacks[],
  where: string,
): readonly Callbacks[] | undefined {
  const list: readonly Callbacks[] = isList(given) ? given : [given];
  for (const callbacks of list) {
    if (typeof callbacks !== 'object' || callbacks === null) {
      throw new InvalidArgumentError(where, {
        found: typeof callbacks,
        expected: 'an object such as { onLmEnd }.',
      });
    }
    assertKnownOptions(callbacks, CALLBACK_NAMES, where);
    for (const name of CALLBACK_NAMES) {
      const member = callbacks[name];
      if (member === undefined || typeof member === 'function') continue;
      throw new InvalidArgumentError(`${where} ${name}`, { found: typeof member, expected: 'a function.' });
    }
  }
  return list.length === 0 ? undefined : Object.freeze([...list]);
}

function isList(given: Callbacks | readonly Callbacks[]): given is readonly Callbacks[] {
  return Array.isArray(given);
}
