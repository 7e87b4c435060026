import type { LmCapabilities } from '../../lm';
import type { Prompt } from '../adapter';

/** How a model is held to JSON, from the strictest way to none: by a schema, by the provider's JSON mode, by words alone. */
export type JsonForm = 'schema' | 'mode' | 'text';

/** The forms that a model has, the strictest first. */
export function jsonForms({ jsonSchema, jsonMode }: LmCapabilities): readonly JsonForm[] {
  return [...(jsonSchema ? (['schema'] as const) : []), ...(jsonMode ? (['mode'] as const) : []), 'text'];
}

/** The capabilities as if the model had no stricter form than this. */
export function limitedTo(form: JsonForm, capabilities: LmCapabilities): LmCapabilities {
  return {
    ...capabilities,
    jsonSchema: capabilities.jsonSchema && form === 'schema',
    jsonMode: capabilities.jsonMode && form !== 'text',
  };
}

/** The form of a request. */
export function jsonRoute(responseFormat: Prompt['responseFormat']): JsonForm {
  if (responseFormat?.type === 'json-schema') return 'schema';
  return responseFormat?.type === 'json' ? 'mode' : 'text';
}
