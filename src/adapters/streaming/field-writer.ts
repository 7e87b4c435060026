import type { Field } from '../../signatures';
import type { FieldDelta } from './field-delta';
import { TextCleaner } from './text-cleaner';
import type { TextRules } from './text-rules';

/** Reads the value that a text means so far; undefined when it means none. */
export type ReadPartial = (field: Field, text: string) => unknown;

/** Gives the deltas of one field from the pieces of its section. */
export class FieldWriter {
  readonly #field: Field;
  readonly #text: TextCleaner;
  readonly #readPartial: ReadPartial | undefined;
  readonly #pieces: string[] = [];
  #length = 0;
  #readAt = 1;

  /** @param readPartial undefined for a field that has no value before it is whole. */
  constructor(field: Field, rules: TextRules, readPartial: ReadPartial) {
    this.#field = field;
    const isText = field.type.kind === 'string';
    this.#text = new TextCleaner(isText ? rules : { ...rules, meaning: (text) => text, held: [] });
    this.#readPartial = hasParts(field) ? readPartial : undefined;
  }

  push(piece: string): FieldDelta[] {
    return this.#deltas(this.#text.push(piece));
  }

  end(): FieldDelta[] {
    return this.#deltas(this.#text.end());
  }

  #deltas(delta: string): FieldDelta[] {
    if (delta === '') return [];
    const { name: field } = this.#field;
    if (this.#readPartial === undefined) return [{ field, delta }];
    this.#pieces.push(delta);
    this.#length += delta.length;
    if (this.#length < this.#readAt) return [{ field, delta }];
    // Read anew only when an eighth more has come, so that all the reading together is linear in the length of the text.
    this.#readAt = this.#length + Math.max(1, this.#length >> 3);
    const value = this.#readPartial(this.#field, this.#pieces.join(''));
    return [value === undefined ? { field, delta } : { field, delta, value }];
  }
}

/** Whether a value of the field may be there in part. */
function hasParts({ type }: Field): boolean {
  return ['object', 'array', 'map', 'tuple', 'union', 'schema', 'any'].includes(type.kind);
}
