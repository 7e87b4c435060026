import type { ValidationError } from 'class-validator';
import type { Constructor } from '../field-type';
import { issueAt, type Issue } from '../issue';

/** What is validated, and how. */
export interface ValidateOptions {
  /** The properties whose rules count. */
  readonly properties: readonly string[];
  /** class-validator's groups in force. @default none */
  readonly groups?: readonly string[];
}

type Validate = (object: object, options: object) => Promise<ValidationError[]>;

/**
 * Runs the class-validator rules of a class on values: nested ones, those for each item, custom and asynchronous ones.
 *
 * @param construct the class that carries the rules. Its constructor is not run.
 * @returns what is broken, by path. A nested value that is no object is an issue, never a crash.
 */
export async function validateInstance(
  construct: Constructor,
  values: Readonly<Record<string, unknown>>,
  { properties, groups }: ValidateOptions,
): Promise<Issue[]> {
  const instance = Object.assign(Object.create(construct.prototype as object) as object, values);
  const validate = await loadValidate();
  const errors = await validate(instance, {
    forbidUnknownValues: false,
    // Whether a value may be null or missing is the type's affair, which was checked before; a rule is about what is there.
    skipNullProperties: true,
    skipUndefinedProperties: true,
    ...(groups === undefined ? {} : { groups: [...groups] }),
  });
  return errors
    .filter(({ property }) => properties.includes(property))
    .flatMap((error) => issuesOf(error, ''));
}

async function loadValidate(): Promise<Validate> {
  const { validate } = await import('class-validator');
  return validate as Validate;
}

function issuesOf({ property, value, constraints, children }: ValidationError, parent: string): Issue[] {
  const path = pathOf(parent, property);
  const own = Object.values(constraints ?? {}).map((message) => issueAt(path, message, value, message));
  return [...own, ...(children ?? []).flatMap((child) => issuesOf(child, path))];
}

function pathOf(parent: string, property: string): string {
  if (parent === '') return property;
  return /^\d+$/.test(property) ? `${parent}[${property}]` : `${parent}.${property}`;
}
