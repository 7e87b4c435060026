import type { FieldDecorator } from './decorated-property';
import { fieldDecorator } from './field-decorator';
import type { FieldOptions } from './field-options';

/**
 * Makes a property an output of its signature, or a property of a class that is nested in one.
 *
 * class-validator's decorators on the property are shown to the model, checked on its reply, and say the type where
 * the compiler erased it: `@IsIn([…])` makes a closed list, `@IsInt()` an integer, `@IsString({ each: true })` a list
 * of text.
 *
 * @param options what its type does not say.
 * @throws {@link DecoratorUsageError}, {@link FieldOptionsError}, {@link UnknownOptionError} while the class is defined.
 */
export function OutputField(options?: FieldOptions): FieldDecorator {
  return fieldDecorator('output', options);
}
