import type { RootDatabase } from 'lmdb';

/**
 * The layout of the file: `e` and a key → its place in the order and its value; `o` and a place → the key; `t` → the tally.
 * All functions but the reading ones run within a transaction.
 */
type Database = RootDatabase<string, string>;

/** The length of a place in the order of writing: time, then chance. */
export const ORDER_LENGTH = 16;

/** What a file holds. */
export interface Tally {
  readonly entries: number;
  readonly bytes: number;
}

/** An entry to be written. */
export interface NewEntry {
  readonly key: string;
  /** The key as the caller knows it. */
  readonly name: string;
  readonly order: string;
  readonly value: string;
  readonly maxBytes: number;
}

const TALLY = 't';
const ORDERS = 'o';
const AFTER_ORDERS = 'p';
const PAGE = 4096;
/** A value longer than this has pages of its own. */
const LONGEST_INLINE = 1900;
/** Some room is made at once, so that not every write has to. */
const FULL_AFTER_EVICTION = 0.95;

/** Writes an entry and removes the oldest ones until it fits; gives how many had to go. */
export function addEntry(database: Database, { key, name, order, value, maxBytes }: NewEntry): number {
  let { entries, bytes } = forget(database, key, tallyIn(database));
  let evicted = 0;
  const size = sizeOf(key, value);
  if (size <= maxBytes) {
    database.putSync(key, order + value);
    database.putSync(ORDERS + order, name);
    entries++;
    bytes += size;
  }
  if (bytes > maxBytes) {
    const range = { start: ORDERS, end: AFTER_ORDERS };
    for (const place of [...database.getKeys(range)]) {
      if (bytes <= maxBytes * FULL_AFTER_EVICTION || place === ORDERS + order) break;
      const oldest = keyAt(database, place);
      if (oldest === undefined) database.removeSync(place);
      else {
        ({ entries, bytes } = forget(database, oldest, { entries, bytes }));
        evicted++;
      }
    }
  }
  database.putSync(TALLY, `${entries} ${bytes}`);
  return evicted;
}

/** Removes an entry. */
export function removeEntry(database: Database, key: string): void {
  const { entries, bytes } = forget(database, key, tallyIn(database));
  database.putSync(TALLY, `${entries} ${bytes}`);
}

/** What the file holds. */
export function tallyIn(database: Database): Tally {
  const [entries = 0, bytes = 0] = (database.get(TALLY) ?? '').split(' ').map(Number);
  return { entries: entries || 0, bytes: bytes || 0 };
}

/** The names of all entries, oldest first. */
export function keysIn(database: Database): string[] {
  return [...database.getRange({ start: ORDERS, end: AFTER_ORDERS })].map(({ value }) => value);
}

/** The key of the entry at a place; undefined when it has another place by now. */
function keyAt(database: Database, place: string): string | undefined {
  const key = `e${database.get(place) ?? ''}`;
  return database.get(key)?.startsWith(place.slice(1)) === true ? key : undefined;
}

function forget(database: Database, key: string, { entries, bytes }: Tally): Tally {
  const stored = database.get(key);
  if (stored === undefined) return { entries, bytes };
  database.removeSync(key);
  database.removeSync(ORDERS + stored.slice(0, ORDER_LENGTH));
  return { entries: entries - 1, bytes: bytes - sizeOf(key, stored.slice(ORDER_LENGTH)) };
}

function sizeOf(key: string, value: string): number {
  const length = Buffer.byteLength(value) + ORDER_LENGTH;
  const inPages = length > LONGEST_INLINE ? Math.ceil((length + 24) / PAGE) * PAGE : length;
  return inPages + 2 * (key.length + ORDER_LENGTH + 16);
}
