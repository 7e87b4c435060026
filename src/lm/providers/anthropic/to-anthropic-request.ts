import type { MessageCreateParamsNonStreaming } from '@anthropic-ai/sdk/resources/messages';
import { textOf, type ContentPart, type MediaSource, type Message } from '../../../messages';
import { LmUnsupportedFeatureError } from '../../lm-errors';
import type { LmRequest, LmSettings } from '../../request';
import { assertExtra } from '../shared/extra';
import { toolNamesOf, type ToolNames } from '../shared/tool-names';

/** Anthropic wants a limit; this one is sent when none is set. */
export const DEFAULT_MAX_TOKENS = 4096;

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
    max_tokens: request.settings?.maxTokens ?? DEFAULT_MAX_TOKENS,
    ...(system.length === 0 ? {} : { system: system.join('\n\n') }),
    messages: mergeTurns(
      request.messages.filter(({ role }) => role !== 'system'),
      names,
    ),
    ...settingsBody(request.settings ?? {}),
    ...toolsBody(request, names),
    ...outputBody(request),
    ...request.extra,
  };
  return {
    body: body as unknown as MessageCreateParamsNonStreaming,
    warnings: warningsFor(request),
  };
}

function settingsBody(settings: LmSettings): Record<string, unknown> {
  return given({
    temperature: settings.temperature,
    top_p: settings.topP,
    stop_sequences: settings.stop,
  });
}

/** The efforts that Anthropic has a word for. */
const EFFORTS: readonly unknown[] = ['low', 'medium', 'high', 'xhigh'];

function warningsFor({ settings = {}, responseFormat }: LmRequest): string[] {
  const { seed, reasoningEffort } = settings;
  return [
    ...(seed === undefined ? [] : ['Anthropic takes no seed; it was not sent.']),
    ...(reasoningEffort === undefined || EFFORTS.includes(reasoningEffort)
      ? []
      : [`Anthropic knows no reasoningEffort "${reasoningEffort}"; it was not sent.`]),
    ...(responseFormat?.type === 'json'
      ? ['Anthropic has no JSON mode without a schema; the response format was not sent.']
      : []),
  ];
}

function toolsBody({ tools, toolChoice }: LmRequest, names: ToolNames): Record<string, unknown> {
  if (tools === undefined || tools.length === 0) return {};
  return given({
    tools: tools.map(({ name, description, parameters }) =>
      given({ name: names.toProvider(name), description, input_schema: parameters }),
    ),
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
  const format =
    responseFormat?.type === 'json-schema'
      ? { type: 'json_schema', schema: responseFormat.schema }
      : undefined;
  if (effort === undefined && format === undefined) return {};
  return { output_config: given({ effort, format }) };
}

/** Turns must alternate, so neighbours of one side are put together. */
function mergeTurns(messages: readonly Message[], names: ToolNames): object[] {
  const turns: { role: string; content: object[] }[] = [];
  for (const { role, content } of messages) {
    const side = role === 'assistant' ? 'assistant' : 'user';
    const blocks =
      typeof content === 'string'
        ? textBlocks(content)
        : content.filter(isSendable).map((part) => toBlock(part, names));
    const last = turns.at(-1);
    if (last?.role === side) last.content.push(...blocks);
    else turns.push({ role: side, content: blocks });
  }
  return turns.filter(({ content }) => content.length > 0);
}

/** Anthropic refuses text of nothing but white space. */
function textBlocks(text: string): object[] {
  return text.trim() === '' ? [] : [{ type: 'text', text }];
}

/** Thoughts are taken back only with Anthropic's own signature. */
function isSendable(part: ContentPart): boolean {
  if (part.type === 'reasoning') return part.signature !== undefined;
  return part.type !== 'text' || part.text.trim() !== '';
}

function toBlock(part: ContentPart, names: ToolNames): object {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return { type: 'image', source: sourceOf(part.source, part.mediaType ?? 'image/png') };
    case 'file':
      return given({
        type: 'document',
        source: sourceOf(part.source, part.mediaType ?? 'application/pdf'),
        title: part.filename,
      });
    case 'document':
      return given({
        type: 'document',
        source: sourceOf(part.source, part.mediaType ?? 'application/pdf'),
        title: part.title,
        context: part.context,
        citations: part.citations === true ? { enabled: true } : undefined,
      });
    case 'tool-call':
      return { type: 'tool_use', id: part.id, name: names.toProvider(part.name), input: part.arguments };
    case 'tool-result':
      return given({
        type: 'tool_result',
        tool_use_id: part.id,
        content:
          typeof part.content === 'string'
            ? part.content
            : part.content.map((inner) => toBlock(inner, names)),
        is_error: part.isError,
      });
    case 'reasoning':
      return part.text === ''
        ? { type: 'redacted_thinking', data: part.signature }
        : { type: 'thinking', thinking: part.text, signature: part.signature };
    case 'audio':
      throw new LmUnsupportedFeatureError(
        { problem: 'Anthropic takes no audio: nothing was sent.' },
        { provider: 'anthropic' },
      );
  }
}

function sourceOf(source: MediaSource, mediaType: string): object {
  switch (source.kind) {
    case 'base64':
      return { type: 'base64', media_type: mediaType, data: source.data };
    case 'url':
      return { type: 'url', url: source.url };
    case 'text':
      return { type: 'text', media_type: 'text/plain', data: source.text };
    case 'file-id':
      return { type: 'file', file_id: source.id };
  }
}

function given(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
