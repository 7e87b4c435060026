import type { Constructor, FieldType, PromptType } from '../../types';
import { PROTOTYPE_KEYS } from '../../util';
import { ClassFieldError } from './class-type-errors';

/**
 * The type of a class that declares no property to us. It is known to be an object and what to make of it, so any
 * object becomes an instance; the model is told no more than that.
 */
export function opaqueClassType(constructor: Constructor): FieldType {
  return Object.freeze({ kind: 'custom', type: Object.freeze(promptTypeOf(constructor)) });
}

function promptTypeOf(constructor: Constructor): PromptType {
  return {
    name: constructor.name,
    jsonSchema: Object.freeze({ type: 'object', title: constructor.name }),
    is: isRecord,
    toParts: (value) => JSON.stringify(value),
    toJson: (value) => (isRecord(value) ? { ...value } : value),
    fromJson: (json) => {
      if (!isRecord(json)) {
        throw new ClassFieldError(
          constructor.name,
          'was given something else than an object',
          'give an object.',
        );
      }
      const entries = Object.entries(json).filter(([key]) => !PROTOTYPE_KEYS.has(key));
      return Object.assign(new constructor(), Object.fromEntries(entries));
    },
  };
}

function isRecord(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
