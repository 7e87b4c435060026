import type { FullReply } from './vendor-reply';
import { halves, namedEvent, type Wire, type WireEvent } from './wire';

const STOP_REASONS: Readonly<Record<string, string | null>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'content-filter': 'refusal',
  refusal: 'refusal',
  'tool-calls': 'tool_use',
  error: null,
  unknown: null,
};

const ERROR_TYPES: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  529: 'overloaded_error',
};

/** Anthropic's messages. */
export const anthropicWire: Wire = {
  json: (reply) => ({
    ...frameOf(reply),
    content: blocksOf(reply).map(({ whole }) => whole),
    stop_reason: STOP_REASONS[reply.finishReason],
    usage: usageOf(reply),
  }),
  events: (reply) => eventsOf(reply),
  error: (status, code) => ({
    type: 'error',
    error: {
      type: code ?? ERROR_TYPES[status] ?? 'api_error',
      message: `The server answers with ${status}.`,
    },
  }),
};

function frameOf({ model }: FullReply): object {
  return { id: 'msg_1', type: 'message', role: 'assistant', model, stop_sequence: null };
}

/** Anthropic counts cached tokens apart from the others. */
function usageOf({ usage }: FullReply): { readonly output_tokens: number } {
  const { inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0 } = usage;
  return {
    ...{
      input_tokens: inputTokens - cachedInputTokens - cacheWriteTokens,
      cache_read_input_tokens: cachedInputTokens,
      cache_creation_input_tokens: cacheWriteTokens,
    },
    output_tokens: outputTokens,
  };
}

interface Block {
  readonly whole: object;
  /** The block as it begins. */
  readonly start: object;
  readonly deltas: readonly object[];
}

function blocksOf(reply: FullReply): readonly Block[] {
  const { reasoning, signature = '', toolCalls } = reply;
  const text = reply.text === '' ? reply.refusal : reply.text;
  const pieces = reply.text === '' ? halves(reply.refusal) : reply.pieces;
  const blocks: Block[] = [];
  if (reasoning !== '') {
    blocks.push({
      whole: { type: 'thinking', thinking: reasoning, signature },
      start: { type: 'thinking', thinking: '', signature: '' },
      deltas: [
        ...halves(reasoning).map((thinking) => ({ type: 'thinking_delta', thinking })),
        { type: 'signature_delta', signature },
      ],
    });
  }
  if (text !== '') {
    blocks.push({
      whole: { type: 'text', text },
      start: { type: 'text', text: '' },
      deltas: pieces.map((piece) => ({ type: 'text_delta', text: piece })),
    });
  }
  for (const { id, name, arguments: given } of toolCalls) {
    blocks.push({
      whole: { type: 'tool_use', id, name, input: inputOf(given) },
      start: { type: 'tool_use', id, name, input: {} },
      deltas: halves(given).map((partial) => ({ type: 'input_json_delta', partial_json: partial })),
    });
  }
  return blocks;
}

/** Text that is no JSON goes out as it is: some gateways do that. */
function inputOf(given: string): unknown {
  try {
    return JSON.parse(given) as unknown;
  } catch (error) {
    if (error instanceof Error) return given;
    throw error;
  }
}

function eventsOf(reply: FullReply): readonly WireEvent[] {
  const usage = usageOf(reply);
  const message = {
    ...frameOf(reply),
    content: [],
    stop_reason: null,
    usage: { ...usage, output_tokens: 1 },
  };
  const events: WireEvent[] = [namedEvent({ type: 'message_start', ...{ message } })];
  for (const [index, { start, deltas }] of blocksOf(reply).entries()) {
    const add = (type: string, more: object, isContent: boolean): void => {
      events.push(namedEvent({ type, ...{ index, ...more } }, isContent));
    };
    add('content_block_start', { content_block: start }, false);
    for (const delta of deltas) add('content_block_delta', { delta }, true);
    add('content_block_stop', {}, false);
  }
  const delta = { stop_reason: STOP_REASONS[reply.finishReason], stop_sequence: null };
  const ending = { delta, usage: { output_tokens: usage.output_tokens } };
  events.push(namedEvent({ type: 'message_delta', ...ending }), namedEvent({ type: 'message_stop' }));
  return events;
}
