import type { FieldRecord } from '../../metadata';
import type { FieldType } from '../../types';
import { ClassFieldError } from './class-type-errors';

/**
 * A type with a format named by the author: any JSON Schema format on text, `date` or `date-time` on a `Date`.
 *
 * @throws {@link ClassFieldError} where the type has no such format.
 */
export function formattedType(field: string, type: FieldType, format: FieldRecord['format']): FieldType {
  if (typeof format !== 'string') return type;
  const formatted = withFormat(type, format);
  if (formatted !== undefined) return formatted;
  throw new ClassFieldError(
    field,
    `has the format "${format}", which its type does not have`,
    'use `date` or `date-time` on a Date, any JSON Schema format on a string, and none on other types.',
  );
}

function withFormat(type: FieldType, format: string): FieldType | undefined {
  switch (type.kind) {
    case 'string':
      return { ...type, format };
    case 'date':
      return format === 'date' || format === 'date-time' ? { ...type, format } : undefined;
    case 'array': {
      const items = withFormat(type.items, format);
      return items === undefined ? undefined : { ...type, items };
    }
    case 'union': {
      const options = type.options.map((option) => withFormat(option, format) ?? option);
      return options.every((option, index) => option === type.options[index])
        ? undefined
        : { ...type, options };
    }
    default:
      return undefined;
  }
}
