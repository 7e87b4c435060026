import type { AnyClass } from '../../metadata';
import { rulesOf, type Constructor, type FieldType, type Rule } from '../../types';

const KINDS_SAID: Readonly<Record<string, readonly FieldType['kind'][]>> = {
  isString: ['string', 'enum'],
  isNumber: ['integer', 'enum'],
  isInt: ['integer', 'enum'],
  isBoolean: ['boolean', 'enum'],
  isDate: ['date'],
  isArray: ['array', 'tuple'],
  isIn: ['enum'],
  isEnum: ['enum'],
};

/** The class-validator rules of a property, without those that its type says already. All stay in force. */
export function propertyRules(constructor: AnyClass, name: string, type: FieldType): readonly Rule[] {
  return rulesOf(constructor as Constructor, name).filter((rule) => !isSaidBy(type, rule));
}

function isSaidBy(type: FieldType, rule: Rule): boolean {
  const value = type.kind === 'union' ? onlyValue(type.options) : type;
  const told = rule.each && value?.kind === 'array' ? value.items : value;
  if (told === undefined || rule.each !== (value?.kind === 'array' && told === value.items)) return false;
  if (KINDS_SAID[rule.name]?.includes(told.kind) !== true) return false;
  return (
    told.kind !== 'enum' ||
    !['isIn', 'isEnum'].includes(rule.name) ||
    isSameList(told.choices, rule.keywords['enum'])
  );
}

/** What a value is when it is not null. */
function onlyValue(options: readonly FieldType[]): FieldType | undefined {
  const values = options.filter(({ kind }) => kind !== 'null');
  return values.length === 1 ? values[0] : undefined;
}

function isSameList(choices: readonly { readonly value: unknown }[], list: unknown): boolean {
  return (
    Array.isArray(list) &&
    list.length === choices.length &&
    choices.every(({ value }) => (list as readonly unknown[]).includes(value))
  );
}
