import type { EnumChoice, FieldType } from '../../types';

/**
 * The union of types in its simplest form: nested unions are flattened, literals become one list of choices at the
 * place of the first, what is there twice is there once, and a union of one is that one.
 */
export function unionOf(options: readonly FieldType[]): FieldType {
  const choices = new Map<string, EnumChoice>();
  const kept = new Map<string, FieldType>();
  for (const option of options.flatMap((each) => (each.kind === 'union' ? each.options : [each]))) {
    if (option.kind === 'enum') {
      option.choices.forEach((choice) => choices.set(`${typeof choice.value} ${choice.value}`, choice));
      if (!kept.has('enum')) kept.set('enum', option);
    } else {
      kept.set(keyOf(option, kept.size), option);
    }
  }
  if (choices.size > 0) kept.set('enum', { kind: 'enum', choices: [...choices.values()] });
  const [first, ...rest] = kept.values();
  return first !== undefined && rest.length === 0 ? first : { kind: 'union', options: [...kept.values()] };
}

/** Equal for equal scalars; every other type is kept. */
function keyOf(type: FieldType, index: number): string {
  switch (type.kind) {
    case 'string':
    case 'date':
      return `${type.kind} ${type.format ?? ''}`;
    case 'number':
    case 'integer':
    case 'bigint':
    case 'boolean':
    case 'null':
    case 'any':
      return type.kind;
    default:
      return `#${index}`;
  }
}
