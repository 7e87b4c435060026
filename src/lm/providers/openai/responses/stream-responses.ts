import type { LmStreamEvent } from '../../../stream-event';
import { eventsOf } from '../../../stream-of';
import { finishEvents } from '../../shared/finish-events';
import { recordOf, textIn } from '../../shared/read-json';
import { brokenOff, type StreamPiece } from '../../shared/stream-reply';
import { errorInOpenaiReply } from '../map-openai-error';
import type { ChatStreamContext } from '../stream-chat';
import { fromResponsesResponse } from './from-responses-response';

type Json = Record<string, unknown>;

/** The neutral names of deltas; both kinds of thoughts are one. */
const DELTAS: Readonly<Record<string, 'text-delta' | 'refusal-delta' | 'reasoning-delta'>> = {
  'response.output_text.delta': 'text-delta',
  'response.refusal.delta': 'refusal-delta',
  'response.reasoning_text.delta': 'reasoning-delta',
  'response.reasoning_summary_text.delta': 'reasoning-delta',
};

const ENDS = new Set(['response.completed', 'response.incomplete', 'response.failed']);

/** The neutral events of a stream of OpenAI's Responses. Its last event holds the whole reply. */
export async function* streamResponses(
  pieces: AsyncIterable<StreamPiece>,
  context: ChatStreamContext,
): AsyncGenerator<LmStreamEvent> {
  const calls = new Map<unknown, string>();
  for await (const piece of pieces) {
    if (piece.kind === 'done') break;
    const isWhole = piece.kind === 'whole';
    const event: Json = isWhole ? { type: 'response.completed', response: piece.body } : recordOf(piece.data);
    const type = textIn(event['type']);
    if (type === 'error') throw errorInOpenaiReply({ error: event['error'] ?? event }, context);
    if (ENDS.has(type)) {
      const response = wholeOf(event, context);
      yield* isWhole ? eventsOf(response) : finishEvents(response);
      return;
    }
    yield* deltasOf(type, event, { calls, context });
  }
  throw brokenOff(context);
}

function wholeOf(event: Json, context: ChatStreamContext) {
  const body = recordOf(event['response']);
  const response = body['status'] === 'failed' ? undefined : fromResponsesResponse(body, context.names);
  if (response === undefined) throw errorInOpenaiReply(body, context);
  return { ...response, model: response.model || context.model, warnings: context.warnings };
}

interface Reading {
  /** Ids of tool calls, by the number of their item. */
  readonly calls: Map<unknown, string>;
  readonly context: ChatStreamContext;
}

function* deltasOf(type: string, event: Json, { calls, context }: Reading): Generator<LmStreamEvent> {
  const delta = textIn(event['delta']);
  const kind = Object.hasOwn(DELTAS, type) ? DELTAS[type] : undefined;
  if (kind !== undefined && delta !== '') yield { type: kind, output: 0, delta };
  const number = event['output_index'];
  const item = recordOf(event['item']);
  if (type === 'response.output_item.added' && item['type'] === 'function_call' && !calls.has(number)) {
    const id = textIn(item['call_id']) || textIn(item['id']);
    calls.set(number, id);
    yield { type: 'tool-call-start', output: 0, id, name: context.names.fromProvider(textIn(item['name'])) };
  }
  const call = calls.get(number);
  if (type === 'response.function_call_arguments.delta' && delta !== '' && call !== undefined) {
    yield { type: 'tool-call-delta', output: 0, id: call, delta };
  }
}
