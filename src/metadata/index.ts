import './polyfill';

export {
  lineageOf,
  metadataOf,
  ownMetadata,
  readInherited,
  readOwn,
  writeOwn,
  type AnyClass,
  type MetadataObject,
} from './class-metadata';
export { builtInName, designTypeOf, type DesignType, type Erased } from './design-type';
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
export { toolRecordsOf, writeToolRecord, type ToolRecord } from './tool-record';
export { transformerTypesOf } from './transformer-record';
export { validatorsOf, type ValidatorRecord } from './validator-record';
export { deferToClass, settleClass, type LateAction } from './settle-class';
