import type { FieldDecorator } from './decorated-property';
import { fieldDecorator } from './field-decorator';
import type { FieldOptions } from './field-options';

/**
 * Makes a property an input of its signature. Declare the property `readonly`: that is how the type system knows.
 *
 * In a class that is nested in a signature it marks a property, as `@OutputField` does.
 *
 * @param options what its type does not say.
 * @throws {@link DecoratorUsageError}, {@link FieldOptionsError}, {@link UnknownOptionError} while the class is defined.
 *
 * @example
 * ```ts
 * class Summarize {
 *   @InputField({ desc: 'in any language' }) readonly text!: string;
 *   @OutputField() summary!: string;
 * }
 * ```
 */
export function InputField(options?: FieldOptions): FieldDecorator {
  return fieldDecorator('input', options);
}
