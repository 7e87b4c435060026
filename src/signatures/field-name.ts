import { PROTOTYPE_KEYS } from '../util';
import { FieldNameError, ReservedFieldNameError } from './signature-errors';
import type { Field } from './field';

const IDENTIFIER = /^[\p{ID_Start}_]\p{ID_Continue}*$/u;

/** Keys through which text from a model or a file could reach a prototype. */

/** What a prediction has beside its fields. Inputs may have these names. */
const PREDICTION_MEMBERS = new Set(['completions', 'usage', 'repairs', 'toJSON', 'get']);

/** Whether the text can name a field as far as its letters go. */
export function isIdentifier(name: string): boolean {
  return IDENTIFIER.test(name);
}

/** Why a field of that role cannot have that name, or undefined when it can. */
export function reservationOf(name: string, role: Field['role']): string | undefined {
  if (PROTOTYPE_KEYS.has(name)) return 'JavaScript gives that key of every object a meaning of its own';
  if (role === 'output' && PREDICTION_MEMBERS.has(name)) return 'every prediction has a member of that name';
  return undefined;
}

/**
 * Refuses a name that a field cannot have.
 *
 * @throws {@link FieldNameError} if it is no identifier.
 * @throws {@link ReservedFieldNameError} if it is taken.
 */
export function assertFieldName(name: string, role: Field['role']): void {
  if (!isIdentifier(name)) throw new FieldNameError(name);
  const reservation = reservationOf(name, role);
  if (reservation !== undefined) throw new ReservedFieldNameError(name, reservation);
}
