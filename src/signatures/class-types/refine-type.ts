import type { FieldType } from '../../types';
import type { ValidatorHints } from './validator-hints';

/** A type made as narrow as class-validator's decorators say: text to a closed list, a number to an integer. */
export function refineType(type: FieldType, hints: ValidatorHints): FieldType {
  if (type.kind === 'array') {
    return hints.items === undefined ? type : { ...type, items: narrowed(type.items, hints.items) };
  }
  return hints.value === undefined ? type : narrowed(type, hints.value);
}

function narrowed(type: FieldType, hint: FieldType): FieldType {
  if (type.kind === 'union') {
    return { kind: 'union', options: type.options.map((option) => narrowed(option, hint)) };
  }
  if (type.kind === 'number' && hint.kind === 'integer') return hint;
  if (hint.kind === 'enum' && isListOf(hint, type.kind)) return hint;
  return type;
}

function isListOf({ choices }: Extract<FieldType, { kind: 'enum' }>, kind: FieldType['kind']): boolean {
  const ofChoices = kind === 'integer' ? 'number' : kind;
  return choices.every(({ value }) => typeof value === ofChoices);
}
