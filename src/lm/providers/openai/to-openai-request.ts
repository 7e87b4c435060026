import type { JsonSchemaObject, LmRequest, ResponseFormat } from '../../request';
import { assertExtra } from '../shared/extra';
import type { ToolNames } from '../shared/tool-names';
import { wellFormed } from '../shared/well-formed';
import { openaiSettings } from './openai-settings';
import { toOpenaiMessages } from './to-openai-message';
import { openaiSchema } from './openai-schema';
import type { OpenaiObject } from './to-openai-part';

export type { OpenaiObject } from './to-openai-part';

/** A body to send, and what of the request is not in it. */
export interface OpenaiRequest {
  readonly body: OpenaiObject;
  readonly warnings: readonly string[];
}

/** Who is asked. */
export interface OpenaiTarget {
  readonly model: string;
  /** Whether the server is OpenAI's own. */
  readonly isOpenai: boolean;
  readonly names: ToolNames;
}

/** The request as a body of chat completions. Holds nothing that the user did not set. */
export function toOpenaiRequest(request: LmRequest, { model, isOpenai, names }: OpenaiTarget): OpenaiRequest {
  assertExtra(request.extra);
  const { fields, warnings } = openaiSettings(model, isOpenai, request.settings);
  const body = {
    model,
    messages: toOpenaiMessages(request.messages, names),
    ...fields,
    ...toolFields(request, names),
    ...formatField(request.responseFormat),
    ...request.extra,
  };
  return { body: wellFormed(body), warnings };
}

function toolFields({ tools = [], toolChoice }: LmRequest, names: ToolNames): OpenaiObject {
  if (tools.length === 0) return {};
  const converted = tools.map(({ name, description, parameters, strict }) => ({
    type: 'function',
    function: {
      name: names.toProvider(name),
      ...(description === undefined ? {} : { description }),
      ...toolSchema(parameters, strict),
    },
  }));
  if (toolChoice === undefined) return { tools: converted };
  const choice =
    typeof toolChoice === 'string'
      ? toolChoice
      : { type: 'function', function: { name: names.toProvider(toolChoice.name) } };
  return { tools: converted, tool_choice: choice };
}

function formatField(format: ResponseFormat | undefined): OpenaiObject {
  if (format === undefined || format.type === 'text') return {};
  if (format.type === 'json') return { response_format: { type: 'json_object' } };
  return { response_format: { type: 'json_schema', json_schema: schemaFormat(format) } };
}

/** A response schema: held to strictly, unless that would change what it allows or the user says otherwise. */
export function schemaFormat(format: Extract<ResponseFormat, { type: 'json-schema' }>): OpenaiObject {
  const name = format.name.replace(/[^\w-]+/g, '_').slice(0, 64) || 'reply';
  const { schema, strict } = openaiSchema(format.schema);
  return { name, schema, ...(strict && format.strict !== false ? { strict } : {}) };
}

/** The arguments of a tool: as they are, or, where the user asks for it and it can be, held to strictly. */
export function toolSchema(parameters: JsonSchemaObject, asked: boolean | undefined): OpenaiObject {
  if (asked !== true) return { parameters };
  const { schema, strict } = openaiSchema(parameters);
  return strict ? { parameters: schema, strict } : { parameters };
}
