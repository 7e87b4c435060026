import type { AnyClass, ValidatorRecord } from '../../metadata';
import type { FieldType } from '../../types';
import { textValidators } from './text-validators';
import { enumOf } from './type-of-reference';

/** What class-validator's decorators on one property say about its type. */
export interface ValidatorHints {
  /** What the value is. */
  readonly value?: FieldType;
  /** What every item is. */
  readonly items?: FieldType;
  /** A class that `@IsInstance` names. */
  readonly instance?: AnyClass;
  /** Whether it is known to be an array, perhaps of unknown items. */
  readonly isArray: boolean;
  readonly isOptional: boolean;
}

const STRING: FieldType = { kind: 'string' };
const NUMBER: FieldType = { kind: 'number' };
const DATE: FieldType = { kind: 'date', format: 'date-time' };

/** Decorators that hold for nothing but values of one type. Those that accept several types are left out. */
const TYPES: Readonly<Record<string, FieldType>> = {
  isInt: { kind: 'integer' },
  isNumber: NUMBER,
  isBoolean: { kind: 'boolean' },
  isDate: DATE,
  minDate: DATE,
  maxDate: DATE,
  ...Object.fromEntries(
    ['min', 'max', 'isPositive', 'isNegative', 'isDivisibleBy'].map((name) => [name, NUMBER]),
  ),
  ...Object.fromEntries(textValidators.map((name) => [name, STRING])),
};

const ARRAY_RULES = new Set([
  'isArray',
  'arrayContains',
  'arrayMaxSize',
  'arrayMinSize',
  'arrayNotContains',
  'arrayNotEmpty',
  'arrayUnique',
]);

/** Of several types that fit, the narrowest. */
const NARROWNESS: readonly FieldType['kind'][] = ['enum', 'integer', 'number', 'boolean', 'date', 'string'];

/** Reads the decorators of one property. */
export function validatorHints(validators: readonly ValidatorRecord[]): ValidatorHints {
  const ofValue = validators.filter(({ each }) => !each);
  const instance = ofValue.find(({ name }) => name === 'isInstance')?.constraints[0];
  return {
    value: narrowest(ofValue),
    items: narrowest(validators.filter(({ each }) => each)),
    instance: typeof instance === 'function' ? (instance as unknown as AnyClass) : undefined,
    isArray: validators.some(({ name, each }) => ARRAY_RULES.has(name) && !each),
    isOptional: validators.some(({ name }) => name === 'isOptional'),
  };
}

/** The type that one decorator is another way of saying, if it is. */
function typeOfValidator({ name, constraints }: ValidatorRecord): FieldType | undefined {
  const [first] = constraints;
  if (name === 'isIn' || name === 'isEnum') {
    return typeof first === 'object' && first !== null ? enumOf(first as readonly unknown[]) : undefined;
  }
  return TYPES[name];
}

function narrowest(validators: readonly ValidatorRecord[]): FieldType | undefined {
  const types = validators.map(typeOfValidator).filter((type) => type !== undefined);
  for (const kind of NARROWNESS) {
    const found = types.find((type) => type.kind === kind);
    if (found !== undefined) return found;
  }
  return undefined;
}
