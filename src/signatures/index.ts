export { ClassFieldError, NoFieldsError, UnknownFieldTypeError } from './class-types/class-type-errors';
export { checkInputs, checkOutputs } from './check-rules';
export { completeInputs, type AnySignature, type FieldValues } from './complete-inputs';
export { describeClass } from './class-types/describe-class';
export { createField, updateField, type FieldPatch, type FieldSpec } from './create-field';
export { cleanInstructions, defaultInstructions } from './default-instructions';
export { isDescribed, type Field } from './field';
export { ensureSignature } from './ensure-signature';
export { inferPrefix } from './infer-prefix';
export type { CheckSignature, InputsOf, LooseFields, OutputsOf } from './infer';
export { parseSignature, type ParseSignatureOptions } from './grammar/parse-signature';
export { parseType } from './grammar/parse-type';
export { printSignature, printType } from './grammar/print-signature';
export { SignatureSyntaxError, UnknownTypeNameError } from './grammar/signature-syntax-error';
export type { SignatureTypeError } from './grammar/signature-type-error';
export type { NamesOf, TypeReference, TypeRegistry } from './grammar/type-references';
export { SignatureDescription, type SignatureParts } from './signature';
export { signatureOf } from './signature-of';
export {
  DuplicateFieldError,
  EmptySignatureError,
  FieldNameError,
  NotASignatureError,
  ReservedFieldNameError,
  SignatureDefinitionError,
  SignatureError,
  SignatureInputError,
  UnknownFieldError,
} from './signature-errors';
export { signatureFromJsonSchema, type JsonSchemaSignature } from './signature-from-json-schema';
