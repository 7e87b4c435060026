/** A list of numbers that grows, 8 bytes each. */
export class Numbers {
  #room = new Float64Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#room.length) {
      const wider = new Float64Array(2 * this.#length);
      wider.set(this.#room);
      this.#room = wider;
    }
    this.#room[this.#length++] = value;
  }

  /** All of them so far; not to be changed. */
  get values(): Float64Array {
    return this.#room.subarray(0, this.#length);
  }
}
