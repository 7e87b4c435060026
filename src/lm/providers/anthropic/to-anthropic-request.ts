import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { textOf } from '../../../messages';
import type { LmRequest, LmSettings } from '../../request';
import { assertExtra } from '../shared/extra';
import { toolNamesOf, type ToolNames } from '../shared/tool-names';
import { anthropicSchema } from './anthropic-schema';
import { withBreakpoints } from './prompt-cache';
import { given, mergeTurns } from './to-anthropic-messages';

/** Anthropic wants a limit; this one is sent when none is set. */
const DEFAULT_MAX_TOKENS = 4096;

/** A request for Anthropic, and what could not be said in it. */
export interface AnthropicRequest {
  readonly body: MessageCreateParamsNonStreaming;
  readonly warnings: readonly string[];
}

/** A request as Anthropic's messages take it: system text apart, results of tools in user turns. */
export function toAnthropicRequest(model: string, request: LmRequest): AnthropicRequest {
  assertExtra(request.extra);
  const names = toolNamesOf(request);
  const system = request.messages.filter(({ role }) => role === 'system').map(textOf);
  const body: Record<string, unknown> = {
    model,
    max_tokens: maxTokensOf(request.settings ?? {}),
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
    messages: mergeTurns(
      request.messages.filter(({ role }) => role !== 'system'),
      names,
    ),
    ...settingsBody(request.settings ?? {}),
    ...toolsBody(request, names),
    ...outputBody(request),
  };
  const marked = withBreakpoints(body, request.settings?.promptCache);
  return {
    body: { ...marked, ...request.extra } as unknown as MessageCreateParamsNonStreaming,
    warnings: warningsFor(request),
  };
}

/** Thoughts count against the limit, so a limit that is ours leaves room for them. */
function maxTokensOf({ maxTokens, maxReasoningTokens = 0 }: LmSettings): number {
  return maxTokens ?? DEFAULT_MAX_TOKENS + maxReasoningTokens;
}

function settingsBody(settings: LmSettings): Record<string, unknown> {
  const { maxReasoningTokens, temperature } = settings;
  return given({
    temperature: isTemperatureRefused(settings) ? undefined : temperature,
    top_p: settings.topP,
    stop_sequences: settings.stop,
    thinking:
      maxReasoningTokens === undefined ? undefined : { type: 'enabled', budget_tokens: maxReasoningTokens },
  });
}

/** A model that thinks takes no other temperature than 1. */
function isTemperatureRefused({ temperature, maxReasoningTokens }: LmSettings): boolean {
  return maxReasoningTokens !== undefined && temperature !== undefined && temperature !== 1;
}

/** The efforts that Anthropic has a word for. */
const EFFORTS: readonly unknown[] = ['low', 'medium', 'high', 'xhigh'];

function warningsFor({ settings = {}, responseFormat }: LmRequest): string[] {
  const { seed, n = 1, logprobs, reasoningEffort } = settings;
  const notSent: readonly (string | false)[] = [
    seed !== undefined && 'Anthropic takes no seed; it was not sent.',
    logprobs !== undefined && 'Anthropic reports no log probabilities; logprobs was not sent.',
    n > 1 && 'Anthropic gives one reply to a request; n was not sent.',
    isTemperatureRefused(settings) &&
      'Anthropic takes no temperature where a model thinks (maxReasoningTokens); it was not sent.',
    reasoningEffort !== undefined &&
      !EFFORTS.includes(reasoningEffort) &&
      `Anthropic knows no reasoningEffort "${reasoningEffort}"; it was not sent.`,
    responseFormat?.type === 'json' &&
      'Anthropic has no JSON mode without a schema; the response format was not sent.',
    responseFormat?.type === 'json-schema' &&
      anthropicSchema(responseFormat.schema) === undefined &&
      'Anthropic cannot hold a reply to a schema with maps or with types that contain themselves; it was not sent.',
  ];
  return notSent.filter((warning) => warning !== false);
}

function toolsBody({ tools, toolChoice }: LmRequest, names: ToolNames): Record<string, unknown> {
  if (tools === undefined || tools.length === 0) return {};
  return given({
    tools: tools.map(({ name, description, parameters, strict }) => {
      const schema = strict === true ? anthropicSchema(parameters) : undefined;
      return given({
        name: names.toProvider(name),
        description,
        input_schema: schema ?? parameters,
        strict: schema === undefined ? undefined : true,
      });
    }),
    tool_choice: choiceOf(toolChoice, names),
  });
}

function choiceOf(choice: LmRequest['toolChoice'], names: ToolNames): object | undefined {
  if (choice === undefined) return undefined;
  if (typeof choice === 'object') return { type: 'tool', name: names.toProvider(choice.name) };
  return { type: choice === 'required' ? 'any' : choice };
}

function outputBody({ settings, responseFormat }: LmRequest): Record<string, unknown> {
  const effort = EFFORTS.includes(settings?.reasoningEffort) ? settings?.reasoningEffort : undefined;
  const schema = responseFormat?.type === 'json-schema' ? anthropicSchema(responseFormat.schema) : undefined;
  const format = schema === undefined ? undefined : { type: 'json_schema', schema };
  if (effort === undefined && format === undefined) return {};
  return { output_config: given({ effort, format }) };
}
