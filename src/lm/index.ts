export type { LanguageModel, LmCall, LmCapabilities } from './language-model';
export type { JsonSchemaObject, LmRequest, LmSettings, ResponseFormat, ToolSpec } from './request';
export type { LmOutput, LmResponse } from './response';
