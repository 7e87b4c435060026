import { type FieldRecord, ownFieldRecords, writeFieldRecord } from '../metadata';
import { type DecoratedProperty, type FieldDecorator, propertyDecorator } from './decorated-property';
import { DecoratorUsageError, FieldOptionsError } from './decorator-errors';
import type { FieldOptions } from './field-options';
import { fieldRecordOf } from './field-record-of';

/** What `@InputField` and `@OutputField` have in common: all but the role. */
export function fieldDecorator(role: FieldRecord['role'], options: FieldOptions = {}): FieldDecorator {
  const decorator = role === 'input' ? 'InputField' : 'OutputField';
  return propertyDecorator(decorator, (property) => {
    const { name, where, metadata } = property;
    const earlier = ownFieldRecords(metadata).find((record) => record.name === name);
    if (earlier !== undefined) throw twice(where, role, earlier.role);
    writeFieldRecord(metadata, fieldRecordOf(where, { name, role }, options));
    applyRules(property, options.rules ?? []);
  });
}

function applyRules({ name, where, atClass }: DecoratedProperty, rules: readonly PropertyDecorator[]): void {
  if (rules.length === 0) return;
  atClass((prototype) => {
    for (const rule of rules) {
      if ((rule(prototype, name) as unknown) === undefined) continue;
      throw new FieldOptionsError(
        where,
        `has \`rules\` that are not decorators of properties${rule.name === '' ? '' : ` (${rule.name})`}`,
        'call each of them: `rules: [IsEmail()]`.',
      );
    }
  });
}

function twice(where: string, role: string, earlier: string): DecoratorUsageError {
  return role === earlier
    ? new DecoratorUsageError(where, 'stands there twice', 'keep one of the two.')
    : new DecoratorUsageError(
        where,
        `contradicts @${earlier === 'input' ? 'InputField' : 'OutputField'} on the same property`,
        'keep one of the two: a field is an input or an output.',
      );
}
