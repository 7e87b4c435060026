import { isDescribed, type Field } from '../signatures';
import { describeType } from '../types';

/** Numbered lines that say what fields are: name, type, description, rules. */
export function describeFields(fields: readonly Field[]): string {
  return fields.map((field, index) => `${index + 1}. ${describeField(field)}`).join('\n');
}

function describeField(field: Field): string {
  const remarks = [
    ...(isDescribed(field) ? [field.desc] : []),
    ...(field.type.kind === 'custom' && field.type.type.description !== undefined
      ? [field.type.type.description]
      : []),
    ...field.rules.map(({ words }) => words),
    ...(field.optional && field.role === 'output' ? ['may be left out'] : []),
  ];
  const said = remarks.length === 0 ? '' : `: ${remarks.join('; ')}`;
  return `\`${field.name}\` (${describeType(field.type)})${said}`;
}
