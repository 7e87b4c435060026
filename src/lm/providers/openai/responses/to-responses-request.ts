import type { LmRequest, LmSettings, ResponseFormat } from '../../../request';
import { assertExtra } from '../../shared/extra';
import type { ToolNames } from '../../shared/tool-names';
import { wellFormed } from '../../shared/well-formed';
import { isReasoningModel } from '../is-reasoning-model';
import { notSent } from '../openai-settings';
import type { OpenaiObject } from '../to-openai-part';
import { schemaFormat, toolSchema, type OpenaiRequest, type OpenaiTarget } from '../to-openai-request';
import { toResponsesInput } from './to-responses-input';

/** The request as a body of OpenAI's Responses. */
export function toResponsesRequest(
  request: LmRequest,
  { model, isOpenai, names }: OpenaiTarget,
): OpenaiRequest {
  assertExtra(request.extra);
  const { settings = {} } = request;
  const include = includeOf(settings, model, isOpenai);
  const body = {
    model,
    input: toResponsesInput(request.messages, names),
    ...settingFields(settings, model, isOpenai),
    ...toolFields(request, names),
    ...formatField(request.responseFormat),
    ...(include.length === 0 ? {} : { include }),
    // Thoughts come sealed, to be given back, only where OpenAI does not keep the conversation itself.
    ...(include.includes(SEALED) ? { store: false } : {}),
    ...request.extra,
  };
  return { body: wellFormed(body), warnings: warningsFor(settings, model, isOpenai) };
}

const SEALED = 'reasoning.encrypted_content';

function includeOf({ logprobs }: LmSettings, model: string, isOpenai: boolean): readonly string[] {
  return [
    ...(isOpenai && isReasoningModel(model) ? [SEALED] : []),
    ...(logprobs === undefined ? [] : ['message.output_text.logprobs']),
  ];
}

function settingFields(settings: LmSettings, model: string, isOpenai: boolean): OpenaiObject {
  const fields = {
    temperature: isRefused('temperature', settings, model, isOpenai) ? undefined : settings.temperature,
    top_p: isRefused('topP', settings, model, isOpenai) ? undefined : settings.topP,
    max_output_tokens: settings.maxTokens,
    top_logprobs: settings.logprobs,
    reasoning: settings.reasoningEffort === undefined ? undefined : { effort: settings.reasoningEffort },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** What OpenAI's own reasoning models are known to refuse. */
function isRefused(
  name: 'temperature' | 'topP',
  ...[settings, model, isOpenai]: [LmSettings, string, boolean]
): boolean {
  const value = settings[name];
  if (value === undefined || value === 1 || settings.reasoningEffort === 'none') return false;
  return isOpenai && isReasoningModel(model);
}

function warningsFor(settings: LmSettings, model: string, isOpenai: boolean): readonly string[] {
  const refused = (['temperature', 'topP'] as const).filter((name) =>
    isRefused(name, settings, model, isOpenai),
  );
  const unknown = (['stop', 'seed'] as const).filter((name) => settings[name] !== undefined);
  const many = (settings.n ?? 1) > 1 ? (['n'] as const) : [];
  return [
    ...refused.map((name) => `${model} does not take the setting ${name}; it was not sent.`),
    ...[...unknown, ...many].map((name) => `OpenAI's Responses take no ${name}; it was not sent.`),
    ...notSent(settings),
  ];
}

function toolFields({ tools = [], toolChoice }: LmRequest, names: ToolNames): OpenaiObject {
  if (tools.length === 0) return {};
  const converted = tools.map(({ name, description, parameters, strict }) => ({
    type: 'function',
    name: names.toProvider(name),
    ...(description === undefined ? {} : { description }),
    // Responses hold to the schema unless told not to.
    strict: false,
    ...toolSchema(parameters, strict),
  }));
  if (toolChoice === undefined) return { tools: converted };
  const choice =
    typeof toolChoice === 'string'
      ? toolChoice
      : { type: 'function', name: names.toProvider(toolChoice.name) };
  return { tools: converted, tool_choice: choice };
}

function formatField(format: ResponseFormat | undefined): OpenaiObject {
  if (format === undefined || format.type === 'text') return {};
  if (format.type === 'json') return { text: { format: { type: 'json_object' } } };
  return { text: { format: { type: 'json_schema', ...schemaFormat(format) } } };
}
