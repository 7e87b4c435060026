export type { JsonSchema } from './json-schema';
export type { Choice, Constructor, FieldType, ObjectType, Property, Rule } from './field-type';
export type { PromptType } from './prompt-type';
