import { createField, SignatureDescription, type Field } from '../../signatures';

/** A text field of a module that writes code. */
export const textField = (name: string, role: Field['role'], desc: string): Field =>
  createField(name, { role, desc });

/** A signature with the inputs of another, and further fields. */
export function withInputsOf(
  given: SignatureDescription,
  instructions: string,
  fields: readonly Field[],
): SignatureDescription {
  const inputs = [...given.inputFields, ...fields.filter(({ role }) => role === 'input')];
  const outputs = fields.filter(({ role }) => role === 'output');
  return SignatureDescription.create({ name: given.name, instructions, fields: [...inputs, ...outputs] });
}
