import type { FieldType, Rule } from '../types';

/** What goes into a signature or comes out of it. */
export interface Field {
  readonly name: string;
  readonly role: 'input' | 'output';
  readonly type: FieldType;
  /** True when the author gave no type and `string` was taken. */
  readonly typeIsDefault: boolean;
  /** What it is, for the model. `${name}` when the author said nothing, as in DSPy. */
  readonly desc: string;
  /** DSPy's label, such as `Question:`; kept for saved state, not shown in prompts. */
  readonly prefix: string;
  /** May be missing. */
  readonly optional: boolean;
  /** Used when the value is missing. A function makes a fresh one each time. */
  readonly default?: unknown;
  readonly rules: readonly Rule[];
  /** Writes an input for the prompt instead of the adapter's own way. */
  readonly format?: (value: unknown) => string;
}

/** Whether the author described the field. */
export function isDescribed(field: Field): boolean {
  return field.desc !== '' && field.desc !== `\${${field.name}}`;
}
