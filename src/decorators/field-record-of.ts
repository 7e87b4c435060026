import { builtInName, type FieldRecord } from '../metadata';
import { assertKnownOptions, isPlainObject } from '../util';
import { FieldOptionsError } from './decorator-errors';
import type { FieldOptions } from './field-options';

const KNOWN = [
  'desc',
  'description',
  'prefix',
  'type',
  'items',
  'values',
  'enum',
  'schema',
  'optional',
  'nullable',
  'default',
  'format',
  'rules',
];

/** Options of which one excludes the other. `type` beside `values` says Map; beside `schema`, what the model is shown. */
const CONFLICTS: readonly (readonly [keyof FieldOptions, keyof FieldOptions])[] = [
  ['desc', 'description'],
  ['type', 'items'],
  ['type', 'enum'],
  ['items', 'enum'],
  ['items', 'values'],
  ['items', 'schema'],
  ['enum', 'schema'],
  ['enum', 'values'],
  ['values', 'schema'],
];

/**
 * What to keep of a field decorator's options.
 *
 * @param where the decorator and the property, for errors.
 * @param field the property's name and role.
 * @param options as the author wrote them.
 * @throws {@link UnknownOptionError}, {@link FieldOptionsError}.
 */
export function fieldRecordOf(
  where: string,
  field: Pick<FieldRecord, 'name' | 'role'>,
  options: FieldOptions,
): FieldRecord {
  if (!isPlainObject(options)) {
    throw new FieldOptionsError(
      where,
      'was not given an object of options',
      "write e.g. `{ desc: 'as asked' }`.",
    );
  }
  assertKnownOptions(options, KNOWN, where);
  assertNoConflict(where, options);
  assertTypes(where, options);
  assertFormat(where, field.role, options.format);
  const { description, desc = description, rules: _, ...said } = options;
  return { ...said, desc, ...field } as FieldRecord;
}

function assertNoConflict(where: string, options: FieldOptions): void {
  for (const [one, other] of CONFLICTS) {
    if (options[one] === undefined || options[other] === undefined) continue;
    throw new FieldOptionsError(where, `has both \`${one}\` and \`${other}\``, `remove one of them.`);
  }
}

function assertTypes(where: string, options: FieldOptions): void {
  for (const option of ['type', 'items', 'values'] as const) assertThunk(where, option, options[option]);
  for (const option of ['desc', 'description', 'prefix'] as const) {
    assertKind(where, option, { value: options[option], kind: 'string' });
  }
  for (const option of ['optional', 'nullable'] as const) {
    assertKind(where, option, { value: options[option], kind: 'boolean' });
  }
  assertEnum(where, options.enum);
  if (options.schema !== undefined && (typeof options.schema !== 'object' || options.schema === null)) {
    // Some libraries' schemas are functions with a `~standard` property.
    assertKind(where, 'schema', { value: options.schema, kind: 'function' });
  }
  if (options.rules !== undefined && !isListOfFunctions(options.rules)) {
    throw new FieldOptionsError(
      where,
      'has `rules` that are not a list of decorators',
      'write `rules: [IsEmail()]`.',
    );
  }
}

function assertThunk(where: string, option: string, value: unknown): void {
  if (value === undefined) return;
  if (typeof value === 'string' && value.trim() !== '') return;
  if (typeof value === 'function' && !isClass(value)) return;
  const name = typeof value === 'function' && value.name !== '' ? value.name : 'Address';
  throw new FieldOptionsError(
    where,
    `has a \`${option}\` that is ${typeof value === 'function' ? 'the class itself' : 'no function'}`,
    `write \`${option}: () => ${name}\`, so that classes may refer to each other.`,
  );
}

/** Of functions, only classes and the old kind have a `prototype`; arrow functions never do. */
function isClass(value: object): boolean {
  if (builtInName(value) !== undefined) return true;
  const prototype = Object.getOwnPropertyDescriptor(value, 'prototype');
  return prototype !== undefined && prototype.writable === false;
}

function assertEnum(where: string, value: unknown): void {
  if (value === undefined) return;
  const members = Array.isArray(value)
    ? (value as readonly unknown[])
    : isEnumObject(value)
      ? Object.values(value)
      : [];
  const isClosedList = members.every((member) => ['string', 'number', 'boolean'].includes(typeof member));
  if (members.length > 0 && isClosedList) return;
  throw new FieldOptionsError(
    where,
    'has an `enum` without values',
    "write e.g. `enum: ['yes', 'no']`, or name an enum: `enum: Color`.",
  );
}

function isEnumObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function assertFormat(where: string, role: FieldRecord['role'], format: unknown): void {
  if (format === undefined) return;
  if (typeof format === 'function' && role === 'input') return;
  if (typeof format === 'string' && format !== '') return;
  throw new FieldOptionsError(
    where,
    typeof format === 'function'
      ? 'has a `format` function, which only inputs are written with'
      : 'has a `format` that is neither a function nor a name',
    "write a name such as `format: 'email'`, or on an input a function `format: (value) => text`.",
  );
}

function assertKind(
  where: string,
  option: string,
  { value, kind }: { readonly value: unknown; readonly kind: 'string' | 'boolean' | 'function' },
): void {
  if (value === undefined || typeof value === kind) return;
  const wanted = kind === 'function' ? 'a schema' : `a ${kind}`;
  throw new FieldOptionsError(
    where,
    `has a \`${option}\` that is not ${wanted}`,
    `make \`${option}\` ${wanted}.`,
  );
}

function isListOfFunctions(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'function');
}
