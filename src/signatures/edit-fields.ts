import { InvalidArgumentError } from '../errors';
import { nearestOf } from '../util';
import type { Field } from './field';
import { DuplicateFieldError, UnknownFieldError } from './signature-errors';

/** The fields of one signature, named for errors. */
export interface FieldList {
  readonly name: string;
  readonly fields: readonly Field[];
}

/**
 * The fields with one more, at a place among those of its own role.
 *
 * @param index counted from 0; negative counts from the end, so that -1 is after the last.
 * @throws {@link DuplicateFieldError} if the name is there already.
 */
export function inserted({ name, fields }: FieldList, index: number, field: Field): readonly Field[] {
  if (fields.some((other) => other.name === field.name)) throw new DuplicateFieldError(name, field.name);
  const section = fields.filter((other) => other.role === field.role);
  const place = index < 0 ? section.length + 1 + index : index;
  if (!Number.isInteger(index) || place < 0 || place > section.length) {
    throw new InvalidArgumentError(`${name}.insert(${index}, "${field.name}")`, {
      expected: `a whole number from ${-section.length - 1} to ${section.length}, as there are ${section.length} ${field.role} fields.`,
      fix: 'use append or prepend where the exact place does not matter.',
    });
  }
  const next = section[place];
  const at = next === undefined ? afterLast(fields, section) : fields.indexOf(next);
  return [...fields.slice(0, at), field, ...fields.slice(at)];
}

/** The fields with the one of that name replaced, or added at the end of its section if there is none. */
export function placed(list: FieldList, field: Field): readonly Field[] {
  const standing = list.fields.find((other) => other.name === field.name);
  if (standing?.role === field.role) return replaced(list, standing, field);
  const others = list.fields.filter((other) => other !== standing);
  return inserted({ name: list.name, fields: others }, -1, field);
}

/** The fields with one in the place of another. */
export function replaced({ fields }: FieldList, standing: Field, field: Field): readonly Field[] {
  return fields.map((other) => (other === standing ? field : other));
}

/**
 * The field of that name.
 *
 * @throws {@link UnknownFieldError} naming the nearest, if there is none.
 */
export function existing({ name, fields }: FieldList, wanted: string): Field {
  const found = fields.find((field) => field.name === wanted);
  if (found !== undefined) return found;
  const known = fields.map((field) => field.name);
  throw new UnknownFieldError(name, wanted, known, nearestOf(wanted, known));
}

/** Inputs go before the outputs when there is none yet; outputs go last. */
function afterLast(fields: readonly Field[], section: readonly Field[]): number {
  const last = section.at(-1);
  if (last !== undefined) return fields.indexOf(last) + 1;
  return fields.length;
}
