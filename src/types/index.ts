export type { Choice, Constructor, FieldType, JsonSchema, ObjectType, Property, Rule } from './field-type';
export type { PromptType } from './prompt-type';
