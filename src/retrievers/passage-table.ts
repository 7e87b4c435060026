import type { ReadPassage } from './read-passages';
import type { StoredPassage } from './retriever';

/** As many places may be empty before the table asks to be packed, however small it is. */
const SPARE = 1024;

/**
 * The passages of an index in this process: each in a numbered place, in the order they came. A place that was left stays
 * empty until {@link pack}.
 */
export class PassageTable {
  readonly #places = new Map<string, number>();
  #passages: (StoredPassage | undefined)[] = [];
  /** The number that the next passage without an id is called. */
  #next = 0;

  /** How many passages there are. */
  get size(): number {
    return this.#places.size;
  }

  /** How many places there are, empty ones included. */
  get places(): number {
    return this.#passages.length;
  }

  /** Whether so many places are empty that it is worth packing. */
  get isSparse(): boolean {
    return this.places - this.size > Math.max(SPARE, this.size);
  }

  /** The passage in a place; undefined for an empty one. */
  at(place: number): StoredPassage | undefined {
    return this.#passages[place];
  }

  /** The text of a passage; undefined when there is none of that id. */
  textOf(id: string): string | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : this.#passages[place]?.text;
  }

  /** The passages in their order. */
  passages(): StoredPassage[] {
    return this.#passages.filter((passage) => passage !== undefined);
  }

  /** The places that are not empty, in order. */
  filled(): number[] {
    return [...this.#places.values()].sort((left, right) => left - right);
  }

  /** Gives ids to passages that have none: the number of their place in all that ever came. */
  named(passages: readonly ReadPassage[]): StoredPassage[] {
    const taken = new Set(passages.map(({ id }) => id));
    return passages.map((passage) => {
      const number = this.#next++;
      if (passage.id !== undefined) return passage as StoredPassage;
      let id = String(number);
      while (taken.has(id) || this.#places.has(id)) id = String(this.#next++);
      return Object.freeze({ ...passage, id });
    });
  }

  /** Puts a passage at the end. */
  put(passage: StoredPassage): void {
    this.#places.set(passage.id, this.#passages.length);
    this.#passages.push(passage);
  }

  /** Empties the place of a passage; gives it, or undefined when there is none of that id. */
  remove(id: string): number | undefined {
    const place = this.#places.get(id);
    if (place === undefined) return undefined;
    this.#places.delete(id);
    this.#passages[place] = undefined;
    return place;
  }

  /** Closes the gaps; gives, in order, the places that the passages had. */
  pack(): readonly number[] {
    const kept = this.filled();
    this.#passages = kept.map((place) => this.#passages[place]);
    this.#passages.forEach((passage, place) => this.#places.set((passage as StoredPassage).id, place));
    return kept;
  }
}
