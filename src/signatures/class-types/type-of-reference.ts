import { type AnyClass, builtInName } from '../../metadata';
import type { EnumChoice, Constructor, FieldType, PromptType } from '../../types';
import { isPlainObject } from '../../util';
import { isStandardSchema, standardType } from './standard-type';

/** Makes the type of a nested class. Passed along, because nested classes have fields of their own. */
export type DescribeClass = (constructor: Constructor) => FieldType;

const KINDS: ReadonlySet<unknown> = new Set<FieldType['kind']>([
  'string',
  'number',
  'integer',
  'bigint',
  'boolean',
  'null',
  'any',
  'date',
  'enum',
  'array',
  'tuple',
  'map',
  'object',
  'union',
  'schema',
  'custom',
]);

const BUILT_IN: Readonly<Record<string, FieldType>> = {
  String: { kind: 'string' },
  Number: { kind: 'number' },
  Boolean: { kind: 'boolean' },
  BigInt: { kind: 'bigint' },
  Date: { kind: 'date', format: 'date-time' },
  Object: { kind: 'map', values: { kind: 'any' }, as: 'object' },
};

/**
 * The type that a value stands for: a class, one of the language's own, an enum, `[Item]`, a type, a prompt type.
 *
 * @returns `undefined` when it stands for none.
 */
export function typeOfReference(reference: unknown, describeClass: DescribeClass): FieldType | undefined {
  if (isStandardSchema(reference)) return standardType('The schema', reference);
  if (typeof reference === 'function') return typeOfClass(reference as unknown as AnyClass, describeClass);
  if (Array.isArray(reference)) return typeOfList(reference, describeClass);
  if (typeof reference !== 'object' || reference === null) return undefined;
  if (isPromptType(reference)) return { kind: 'custom', type: reference };
  if ('kind' in reference && KINDS.has(reference.kind)) return reference as FieldType;
  return enumOf(reference as Readonly<Record<string, unknown>>);
}

/** The closed list that an array or an enum stands for. `undefined` when it stands for none. */
export function enumOf(
  members: readonly unknown[] | Readonly<Record<string, unknown>>,
): FieldType | undefined {
  const choices = Array.isArray(members)
    ? (members as readonly unknown[]).map((value) => ({ value }))
    : isPlainObject(members)
      ? namedChoices(members)
      : [];
  const isClosedList = choices.length > 0 && choices.every(({ value }) => isScalar(value));
  return isClosedList ? { kind: 'enum', choices: choices as readonly EnumChoice[] } : undefined;
}

/** An enum of numbers is an object that also maps its values back to the names. */
function namedChoices(
  members: Readonly<Record<string, unknown>>,
): readonly { name: string; value: unknown }[] {
  return Object.entries(members)
    .filter(([key]) => !Number.isFinite(Number(key)) || typeof members[String(members[key])] !== 'number')
    .map(([name, value]) => ({ name, value }));
}

function typeOfClass(constructor: AnyClass, describeClass: DescribeClass): FieldType | undefined {
  const promptType = promptTypeOf(constructor);
  if (promptType !== undefined) return { kind: 'custom', type: promptType };
  const builtIn = builtInName(constructor);
  return builtIn === undefined ? describeClass(constructor as Constructor) : BUILT_IN[builtIn];
}

function typeOfList(list: readonly unknown[], describeClass: DescribeClass): FieldType | undefined {
  const [only, ...others] = list;
  const items = others.length === 0 ? typeOfReference(only, describeClass) : undefined;
  return items === undefined ? undefined : { kind: 'array', items };
}

/** A class may be a prompt type itself, or carry one. */
function promptTypeOf(constructor: AnyClass): PromptType | undefined {
  return isPromptType(constructor) ? constructor : undefined;
}

function isPromptType(value: object): value is PromptType {
  const { toParts, fromJson, is } = value as Partial<PromptType>;
  return typeof toParts === 'function' && typeof fromJson === 'function' && typeof is === 'function';
}

function isScalar(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}
