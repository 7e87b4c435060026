import type { SpanEnd, SpanStart } from '../span';

/** What may be written of a call. */
export interface ContentOptions {
  readonly content: boolean;
  readonly redact: (text: string) => string;
}

type Attributes = Record<string, string | number | boolean | string[]>;
type Members = Readonly<Record<string, unknown>>;

/** The name of a span, by the conventions for generative AI where they have one. */
export function spanNameOf({ kind, name }: SpanStart): string {
  if (kind === 'lm') return `chat ${modelOf(name)}`;
  if (kind === 'retriever') return `retrieval ${name}`;
  return kind === 'tool' ? `execute_tool ${name}` : `${kind} ${name}`;
}

/** What is known when a span begins. */
export function startAttributes(span: SpanStart, options: ContentOptions): Attributes {
  const { kind, name, inputs } = span;
  const attributes: Attributes = { 'dspex.span.kind': kind };
  if (kind === 'lm') Object.assign(attributes, requestAttributes(name, recordOf(inputs), options));
  else if (kind === 'tool') {
    Object.assign(attributes, { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name });
    if (options.content) attributes['gen_ai.tool.call.arguments'] = textOf(inputs, options);
    return attributes;
  }
  if (kind === 'retriever') attributes['gen_ai.operation.name'] = 'retrieval';
  if (options.content && kind !== 'lm') attributes['dspex.inputs'] = textOf(inputs, options);
  return attributes;
}

/** What is known when it ends. */
export function endAttributes(span: SpanEnd, options: ContentOptions): Attributes {
  const { kind, output, error } = span;
  if (error !== undefined) {
    const attributes: Attributes = { 'error.type': errorTypeOf(error) };
    if (options.content) attributes['dspex.error.message'] = options.redact(messageIn(error));
    return attributes;
  }
  if (kind === 'lm') return responseAttributes(recordOf(output), options);
  if (!options.content || output === undefined) return {};
  return { [kind === 'tool' ? 'gen_ai.tool.call.result' : 'dspex.output']: textOf(output, options) };
}

const SETTINGS: Readonly<Record<string, string>> = {
  temperature: 'gen_ai.request.temperature',
  maxTokens: 'gen_ai.request.max_tokens',
  topP: 'gen_ai.request.top_p',
  seed: 'gen_ai.request.seed',
  n: 'gen_ai.request.choice.count',
};

function requestAttributes(name: string, request: Members, options: ContentOptions): Attributes {
  const attributes: Attributes = {
    'gen_ai.operation.name': 'chat',
    'gen_ai.provider.name': name.split('/', 1)[0] ?? name,
    'gen_ai.request.model': modelOf(name),
  };
  const settings = recordOf(request['settings']);
  for (const [setting, attribute] of Object.entries(SETTINGS)) {
    const value = settings[setting];
    if (typeof value === 'number') attributes[attribute] = value;
  }
  const { stop } = settings;
  if (Array.isArray(stop)) attributes['gen_ai.request.stop_sequences'] = stop.map(String);
  if (options.content) attributes['gen_ai.input.messages'] = textOf(request['messages'], options);
  return attributes;
}

function responseAttributes(response: Members, options: ContentOptions): Attributes {
  const usage = recordOf(response['usage']);
  const outputs = Array.isArray(response['outputs']) ? response['outputs'].map(recordOf) : [];
  const attributes: Attributes = {
    'gen_ai.response.finish_reasons': outputs.map(({ finishReason }) => String(finishReason)),
  };
  add(attributes, 'gen_ai.response.model', response['model']);
  add(attributes, 'gen_ai.response.id', response['id']);
  add(attributes, 'gen_ai.usage.input_tokens', usage['inputTokens']);
  add(attributes, 'gen_ai.usage.output_tokens', usage['outputTokens']);
  add(attributes, 'gen_ai.usage.cache_read.input_tokens', usage['cachedInputTokens']);
  add(attributes, 'gen_ai.usage.cache_creation.input_tokens', usage['cacheWriteTokens']);
  add(attributes, 'dspex.cache.status', response['cacheStatus']);
  add(attributes, 'dspex.attempts', response['attempts']);
  add(attributes, 'dspex.cost.usd', response['cost']);
  if (options.content) attributes['gen_ai.output.messages'] = textOf(outputs, options);
  return attributes;
}

function add(attributes: Attributes, name: string, value: unknown): void {
  if (typeof value === 'string' || typeof value === 'number') attributes[name] = value;
}

/** Live values may hold anything. */
function textOf(value: unknown, { redact }: ContentOptions): string {
  const above = new Set<unknown>();
  const plain = (_key: string, member: unknown): unknown => {
    if (typeof member === 'string') return redact(member);
    if (typeof member === 'bigint' || typeof member === 'function') return String(member);
    if (typeof member !== 'object' || member === null) return member;
    if (above.has(member)) return '[again]';
    above.add(member);
    return member;
  };
  return JSON.stringify(value, plain) ?? '';
}

function errorTypeOf(error: unknown): string {
  const { code, name } = recordOf(error);
  return typeof code === 'string' ? code : typeof name === 'string' ? name : 'error';
}

function messageIn(error: unknown): string {
  const { message } = recordOf(error);
  return typeof message === 'string' ? message : '';
}

function modelOf(name: string): string {
  return name.slice(name.indexOf('/') + 1);
}

function recordOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? (value as Members) : {};
}
