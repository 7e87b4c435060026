export type { FieldDecorator } from './decorated-property';
export { DecoratorUsageError, FieldOptionsError } from './decorator-errors';
export type {
  EnumObject,
  FieldOptions,
  StandardSchema,
  TypeOption,
  FieldTypeReference,
} from './field-options';
export { InputField } from './input-field';
export { OutputField } from './output-field';
export { Predictor, type PredictorKind, type PredictorSignature } from './predictor';
export { Signature, type SignatureDecorator, type SignatureOptions } from './signature';
