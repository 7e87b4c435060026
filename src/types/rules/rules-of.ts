import { validatorsOf, type ValidatorRecord } from '../../metadata';
import type { Constructor, Rule } from '../field-type';
import { keywordsOf } from './rule-keywords';
import { wordsOf } from './rule-words';

/** Decorators that are no demand on the value: they say when others apply, or where they are. */
const NO_DEMANDS = new Set([
  'isOptional',
  'conditionalValidation',
  'nestedValidation',
  'promiseValidation',
  'whitelistValidation',
]);

const known = new WeakMap<Constructor, Map<string, readonly Rule[]>>();

/**
 * The class-validator rules on a property, in the order they are written, in words and as JSON Schema keywords. Does not load
 * class-validator: where nothing has loaded it, nothing was decorated with it.
 */
export function rulesOf(constructor: Constructor, property: string): readonly Rule[] {
  let byProperty = known.get(constructor);
  if (byProperty === undefined) {
    byProperty = new Map();
    // Decorators run from the last to the first.
    for (const record of validatorsOf(constructor)) {
      if (NO_DEMANDS.has(record.name)) continue;
      byProperty.set(record.property, [ruleOf(record), ...(byProperty.get(record.property) ?? [])]);
    }
    known.set(constructor, byProperty);
  }
  return byProperty.get(property) ?? [];
}

function ruleOf(record: ValidatorRecord): Rule {
  const { name, each } = record;
  return Object.freeze({ name, words: wordsOf(record), keywords: keywordsOf(record), each });
}
