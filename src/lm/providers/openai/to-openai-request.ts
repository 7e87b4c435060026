import type { LmRequest, ResponseFormat } from '../../request';
import { assertExtra } from '../shared/extra';
import type { ToolNames } from '../shared/tool-names';
import { wellFormed } from '../shared/well-formed';
import { openaiSettings } from './openai-settings';
import { toOpenaiMessages } from './to-openai-message';
import type { OpenaiObject } from './to-openai-part';

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
  const converted = tools.map(({ name, description, parameters }) => ({
    type: 'function',
    function: {
      name: names.toProvider(name),
      ...(description === undefined ? {} : { description }),
      parameters,
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
  const name = format.name.replace(/[^\w-]+/g, '_').slice(0, 64) || 'reply';
  return { response_format: { type: 'json_schema', json_schema: { name, schema: format.schema } } };
}
