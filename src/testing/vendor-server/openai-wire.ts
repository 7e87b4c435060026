import type { FullReply } from './vendor-reply';
import { halves, unnamedEvent, type Wire, type WireEvent } from './wire';

const FINISH_REASONS: Readonly<Record<string, string | null>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  refusal: 'stop',
  'tool-calls': 'tool_calls',
  error: 'error',
  unknown: null,
};

const CODES: Readonly<Record<number, string>> = {
  401: 'invalid_api_key',
  404: 'model_not_found',
  429: 'rate_limit_exceeded',
};

/** OpenAI's chat completions. */
export const openaiWire: Wire = {
  json: (reply, outputs) => ({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: reply.model,
    choices: Array.from({ length: outputs }, (_, index) => ({
      index,
      finish_reason: FINISH_REASONS[reply.finishReason],
      message: messageOf(reply),
    })),
    usage: usageOf(reply),
  }),
  events: (reply, outputs) => eventsOf(reply, outputs),
  error: (status, code) => ({
    error: {
      message: `The server answers with ${status}.`,
      type: status >= 500 ? 'server_error' : 'invalid_request_error',
      param: null,
      code: code ?? CODES[status] ?? null,
    },
  }),
};

function messageOf({ text, reasoning, refusal, toolCalls }: FullReply): object {
  return {
    role: 'assistant',
    content: text === '' && (toolCalls.length > 0 || refusal !== '') ? null : text,
    refusal: refusal === '' ? null : refusal,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(toolCalls.length === 0
      ? {}
      : {
          tool_calls: toolCalls.map(({ id, name, arguments: given }) => ({
            id,
            type: 'function',
            function: { name, arguments: given },
          })),
        }),
  };
}

/** OpenAI's names for what was consumed. */
function usageOf({ usage }: FullReply): object {
  const { inputTokens, outputTokens, cachedInputTokens = 0, reasoningTokens = 0 } = usage;
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: { cached_tokens: cachedInputTokens },
    completion_tokens_details: { reasoning_tokens: reasoningTokens },
  };
}

function eventsOf(reply: FullReply, outputs: number): readonly WireEvent[] {
  const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: reply.model };
  const events: WireEvent[] = [];
  for (let index = 0; index < outputs; index++) {
    const add = (delta: object, isContent: boolean, reason: string | null = null): void => {
      const choices = [{ index, delta, finish_reason: reason }];
      events.push(unnamedEvent({ ...base, choices, usage: null }, isContent));
    };
    add({ role: 'assistant', content: '' }, false);
    for (const reasoning of halves(reply.reasoning)) add({ reasoning_content: reasoning }, true);
    for (const content of reply.pieces) add({ content }, true);
    for (const refusal of halves(reply.refusal)) add({ refusal }, true);
    for (const [place, { id, name, arguments: given }] of reply.toolCalls.entries()) {
      const start = { index: place, id, type: 'function', function: { name, arguments: '' } };
      add({ tool_calls: [start] }, false);
      for (const piece of halves(given))
        add({ tool_calls: [{ index: place, function: { arguments: piece } }] }, true);
    }
    add({}, false, FINISH_REASONS[reply.finishReason] ?? null);
  }
  events.push(unnamedEvent({ ...base, choices: [], usage: usageOf(reply) }));
  return [...events, unnamedEvent('[DONE]')];
}
