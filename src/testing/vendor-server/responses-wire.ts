import type { FullReply } from './vendor-reply';
import { halves, namedEvent, type Wire, type WireEvent } from './wire';
import { openaiWire } from './openai-wire';

type Item = Readonly<Record<string, unknown>> & { readonly type: string };

/** OpenAI's Responses. */
export const responsesWire: Wire = {
  json: (reply) => bodyOf(reply),
  events: (reply) => eventsOf(reply),
  error: openaiWire.error,
};

function bodyOf(reply: FullReply): object {
  const { finishReason } = reply;
  const isCut = finishReason === 'length' || finishReason === 'content-filter';
  const reason = finishReason === 'length' ? 'max_output_tokens' : 'content_filter';
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status: isCut ? 'incomplete' : finishReason === 'error' ? 'failed' : 'completed',
    incomplete_details: isCut ? { reason } : null,
    error: finishReason === 'error' ? { code: 'server_error', message: 'The model failed.' } : null,
    model: reply.model,
    output: itemsOf(reply),
    usage: usageOf(reply),
  };
}

function usageOf({ usage }: FullReply): object {
  const { inputTokens, outputTokens, cachedInputTokens = 0, reasoningTokens = 0 } = usage;
  return {
    input_tokens: inputTokens,
    input_tokens_details: { cached_tokens: cachedInputTokens },
    output_tokens: outputTokens,
    output_tokens_details: { reasoning_tokens: reasoningTokens },
    total_tokens: inputTokens + outputTokens,
  };
}

function itemsOf({ reasoning, signature, text, refusal, toolCalls }: FullReply): readonly Item[] {
  const content = [
    ...(text === '' ? [] : [{ type: 'output_text', text, annotations: [] }]),
    ...(refusal === '' ? [] : [{ type: 'refusal', refusal }]),
  ];
  return [
    ...(reasoning === ''
      ? []
      : [
          {
            type: 'reasoning',
            id: 'rs_1',
            summary: [{ type: 'summary_text', text: reasoning }],
            ...(signature === undefined ? {} : { encrypted_content: signature }),
          },
        ]),
    ...(content.length === 0
      ? []
      : [{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content }]),
    ...toolCalls.map(({ id, name, arguments: given }, index) => ({
      type: 'function_call',
      id: `fc_${index + 1}`,
      call_id: id,
      name,
      arguments: given,
      status: 'completed',
    })),
  ];
}

/** The deltas of an item, with the names they go by. */
function deltasOf(
  item: Item,
  reply: FullReply,
): readonly (readonly [type: string, deltas: readonly string[]])[] {
  switch (item.type) {
    case 'reasoning':
      return [['response.reasoning_summary_text.delta', halves(reply.reasoning)]];
    case 'message':
      return [
        ['response.output_text.delta', reply.pieces],
        ['response.refusal.delta', halves(reply.refusal)],
      ];
    default:
      return [['response.function_call_arguments.delta', halves(String(item['arguments']))]];
  }
}

function eventsOf(reply: FullReply): readonly WireEvent[] {
  const events: WireEvent[] = [];
  let number = 0;
  const add = (type: string, more: object, isContent = false): void => {
    events.push(namedEvent({ type, ...{ sequence_number: number++, ...more } }, isContent));
  };
  const { status, ...rest } = bodyOf(reply) as { status: string };
  add('response.created', { response: { ...rest, status: 'in_progress', output: [], usage: null } });
  for (const [index, item] of itemsOf(reply).entries()) {
    const place = { output_index: index, item_id: item['id'] };
    const empty =
      item.type === 'function_call' ? { ...item, arguments: '' } : { ...item, content: [], summary: [] };
    add('response.output_item.added', { ...place, item: { ...empty, status: 'in_progress' } });
    for (const [type, deltas] of deltasOf(item, reply)) {
      for (const delta of deltas) add(type, { ...place, content_index: 0, delta }, true);
    }
    add('response.output_item.done', { ...place, item });
  }
  add(`response.${status}`, { response: { ...rest, status } });
  return events;
}
