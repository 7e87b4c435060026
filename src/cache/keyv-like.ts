import { InvalidArgumentError } from '../errors';

/** As much of a Keyv as a cache needs; every Keyv, of version 5 or 6, has it. */
export interface KeyvLike {
  get(key: string): Promise<unknown>;
  set(key: string, value: string, ttl?: number): Promise<unknown>;
  delete(key: string): Promise<unknown>;
  clear(): Promise<void>;
  /** What a Keyv has over stores that can be listed. */
  readonly iterator?: unknown;
}

/** Stored keys and values of a Keyv, as it lists them; undefined for one that cannot be listed. */
export function listKeyv(keyv: KeyvLike): AsyncIterable<readonly [key: string, stored: unknown]> | undefined {
  const { iterator } = keyv;
  if (typeof iterator !== 'function') return undefined;
  return (iterator as () => AsyncIterable<readonly [string, unknown]>).call(keyv);
}

/** A Keyv that cannot be listed cannot be cleared of some entries only. */
export function cannotList(what: string): InvalidArgumentError {
  return new InvalidArgumentError(`KeyvStore.${what}`, {
    found: 'a Keyv over a store that cannot list its keys',
    expected: 'one that can, such as Redis, Postgres or a Map.',
    fix: 'clear the store itself, or let entries expire with the option ttl.',
  });
}
