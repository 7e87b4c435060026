export { conform } from './conform';
export { conformSchema } from './conform-schema';
export { checkKeywords } from './keyword-checks';
export { describeType, partsOf } from './describe-type';
export type { EnumChoice, Constructor, FieldType, ObjectType, Property, Rule } from './field-type';
export { fromJsonSchema } from './from-json-schema';
export {
  isDecisionType,
  type DecisionSettings,
  type DecisionType,
  type GivenOptions,
} from './decisions/decision-type';
export type { Evidence } from './decisions/evidence';
export { Choice } from './decisions/choice';
export { Noul } from './decisions/noul';
export { Score } from './decisions/score';
export { History, type HistoryWindow, type Turn } from './history';
export { Image, type ImageOptions } from './image';
export { Audio } from './media/audio';
export { Citations } from './media/citations';
export { Code } from './media/code';
export { Document, type DocumentOptions } from './media/document';
export { File, type FileOptions } from './media/file';
export { Reasoning } from './media/reasoning';
export type { Issue } from './issue';
export type { JsonSchema } from './json-schema';
export type { NativeOutput, NativeReply, PromptType } from './prompt-type';
export { acceptsNull, revive } from './revive';
export { rulesOf } from './rules/rules-of';
export { validateInstance, type ValidateOptions } from './rules/validate-instance';
export { toJson } from './to-json';
export { fieldsToJsonSchema, toJsonSchema, type SchemaProperty } from './to-json-schema';
export { ValueError } from './value-error';
