import type { Redis } from 'ioredis';
import { sha256 } from '../../util';
import { PREFIX } from './unit-job';

/** The states of programs in Redis: each is there once, however many jobs name it. */
export class ProgramShelf {
  readonly #client: Redis;
  readonly #queue: string;
  readonly #put = new Map<string, Promise<unknown>>();

  constructor(client: Redis, queue: string) {
    this.#client = client;
    this.#queue = queue;
  }

  static nameOf(state: string): string {
    return sha256(state).slice(0, 32);
  }

  /** Puts a state there, once. `keepFor` in milliseconds. */
  async put(name: string, state: string, keepFor: number): Promise<void> {
    let put = this.#put.get(name);
    if (put === undefined) {
      put = this.#client.set(this.#key(name), state, 'PX', keepFor);
      this.#put.set(name, put);
      put.catch(() => this.#put.delete(name));
    }
    await put;
  }

  /** The state, or nothing when it is not there any more. */
  async take(name: string): Promise<string | null> {
    return this.#client.get(this.#key(name));
  }

  /** Has the next `put` write again: Redis may have lost what it held. */
  forget(): void {
    this.#put.clear();
  }

  #key(name: string): string {
    return `${PREFIX}:${this.#queue}:program:${name}`;
  }
}
