import './polyfill';

export {
  lineageOf,
  metadataOf,
  readInherited,
  readOwn,
  writeOwn,
  type AnyClass,
  type MetadataObject,
} from './class-metadata';
export { designTypeOf, isBuiltIn, type DesignType } from './design-type';
export {
  fieldsOf,
  ownFieldRecords,
  writeFieldRecord,
  type FieldRecord,
  type InheritedField,
} from './field-record';
export { metadataKey, type MetadataKey } from './metadata-key';
export { PredictorKindError } from './predictor-kind-error';
export {
  ownPredictorRecords,
  predictorsOf,
  writePredictorRecord,
  type PredictorRecord,
} from './predictor-record';
export { signatureRecordOf, writeSignatureRecord, type SignatureRecord } from './signature-record';
