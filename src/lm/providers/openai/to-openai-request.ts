import type {
  ChatCompletionCreateParamsNonStreaming,
  ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { ContentPart, MediaSource, Message, ToolCallPart } from '../../../messages';
import { LmUnsupportedFeatureError } from '../../lm-errors';
import type { LmRequest, LmSettings } from '../../request';
import { toolNamesOf, type ToolNames } from '../shared/tool-names';

/** A request as OpenAI's chat completions take it. Only what was set is sent. */
export function toOpenaiRequest(model: string, request: LmRequest): ChatCompletionCreateParamsNonStreaming {
  const names = toolNamesOf(request);
  const body: Record<string, unknown> = {
    model,
    messages: request.messages.flatMap((message) => toMessages(message, names)),
    ...settingsBody(model, request.settings ?? {}),
    ...toolsBody(request, names),
    ...formatBody(request),
    ...request.extra,
  };
  return body as unknown as ChatCompletionCreateParamsNonStreaming;
}

/** Reasoning models take the limit of tokens under another name. */
const REASONING_MODEL = /^(?:o\d|gpt-5(?!.*-chat))/;

function settingsBody(model: string, settings: LmSettings): Record<string, unknown> {
  const limit = REASONING_MODEL.test(model.split('/').at(-1) ?? model)
    ? 'max_completion_tokens'
    : 'max_tokens';
  return given({
    temperature: settings.temperature,
    [limit]: settings.maxTokens,
    top_p: settings.topP,
    stop: settings.stop,
    n: settings.n,
    seed: settings.seed,
    reasoning_effort: settings.reasoningEffort,
  });
}

function toolsBody({ tools, toolChoice }: LmRequest, names: ToolNames): Record<string, unknown> {
  if (tools === undefined || tools.length === 0) return {};
  return given({
    tools: tools.map(({ name, description, parameters }) => ({
      type: 'function',
      function: given({ name: names.toProvider(name), description, parameters }),
    })),
    tool_choice:
      typeof toolChoice === 'object'
        ? { type: 'function', function: { name: names.toProvider(toolChoice.name) } }
        : toolChoice,
  });
}

function formatBody({ responseFormat }: LmRequest): Record<string, unknown> {
  if (responseFormat === undefined || responseFormat.type === 'text') return {};
  if (responseFormat.type === 'json') return { response_format: { type: 'json_object' } };
  const { name, schema } = responseFormat;
  return { response_format: { type: 'json_schema', json_schema: { name, schema } } };
}

function toMessages(message: Message, names: ToolNames): ChatCompletionMessageParam[] {
  const { role, content } = message;
  if (typeof content === 'string') return [{ role, content } as ChatCompletionMessageParam];
  const results = content.filter((part) => part.type === 'tool-result');
  const calls = content.filter((part) => part.type === 'tool-call');
  const shown = content.filter(
    ({ type }) => type !== 'tool-result' && type !== 'tool-call' && type !== 'reasoning',
  );
  const messages: unknown[] = results.map(({ id, content: result }) => ({
    role: 'tool',
    tool_call_id: id,
    content: typeof result === 'string' ? result : textOfParts(result),
  }));
  if (shown.length > 0 || calls.length > 0) {
    messages.push({
      role,
      content: shown.length === 0 ? null : contentOf(shown),
      ...(calls.length === 0 ? {} : { tool_calls: calls.map((call) => toToolCall(call, names)) }),
    });
  }
  return messages as ChatCompletionMessageParam[];
}

function toToolCall({ id, name, arguments: given }: ToolCallPart, names: ToolNames): object {
  return {
    id,
    type: 'function',
    function: { name: names.toProvider(name), arguments: JSON.stringify(given) },
  };
}

function contentOf(parts: readonly ContentPart[]): unknown {
  if (parts.every(({ type }) => type === 'text')) return textOfParts(parts);
  return parts.map(toBlock);
}

function textOfParts(parts: readonly ContentPart[]): string {
  return parts.map((part) => (part.type === 'text' ? part.text : `(${part.type})`)).join('');
}

function toBlock(part: ContentPart): object {
  switch (part.type) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'image':
      return {
        type: 'image_url',
        image_url: given({ url: urlOf(part.source, part.mediaType ?? 'image/png'), detail: part.detail }),
      };
    case 'audio':
      return {
        type: 'input_audio',
        input_audio: { data: base64Of(part.source), format: audioFormat(part.mediaType) },
      };
    case 'file':
      return {
        type: 'file',
        file:
          part.source.kind === 'file-id'
            ? { file_id: part.source.id }
            : given({
                file_data: urlOf(part.source, part.mediaType ?? 'application/pdf'),
                filename: part.filename ?? 'document',
              }),
      };
    default:
      throw unsupported(`a ${part.type} part in this place`);
  }
}

function urlOf(source: MediaSource, mediaType: string): string {
  switch (source.kind) {
    case 'url':
      return source.url;
    case 'base64':
      return `data:${mediaType};base64,${source.data}`;
    case 'text':
      return `data:${mediaType};base64,${Buffer.from(source.text, 'utf8').toString('base64')}`;
    case 'file-id':
      throw unsupported('an image given by a file id');
  }
}

function base64Of(source: MediaSource): string {
  if (source.kind === 'base64') return source.data;
  throw unsupported(`audio given by ${source.kind}`);
}

function audioFormat(mediaType: string): string {
  const format = mediaType.replace(/^audio\/(?:x-)?/, '');
  return format === 'mpeg' ? 'mp3' : format;
}

function unsupported(feature: string): LmUnsupportedFeatureError {
  return new LmUnsupportedFeatureError(
    { problem: `Chat completions do not take ${feature}: nothing was sent.` },
    { provider: 'openai' },
  );
}

/** The members that were given. */
function given(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
