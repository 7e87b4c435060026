import type { LmRequest } from '../../request';
import type { LmStreamEvent } from '../../stream-event';
import { eventsOf } from '../../stream-of';
import { finishEvents } from '../shared/finish-events';
import { mapSdkError, notAReply, type SdkErrorContext } from '../shared/map-sdk-error';
import { recordOf, textIn } from '../shared/read-json';
import { brokenOff, type StreamPiece } from '../shared/stream-reply';
import { fromAnthropicResponse, isAnthropicMessage } from './from-anthropic-response';
import { MessageAccumulator } from './message-accumulator';

/** What is known of the request whose stream is read. */
export interface MessageStreamContext extends SdkErrorContext {
  readonly request: LmRequest;
  readonly warnings: readonly string[];
}

/** The status that Anthropic would have sent an error with, had it come before the stream. */
const STATUS: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};

/** The neutral events of a streamed message. */
export async function* streamMessage(
  pieces: AsyncIterable<StreamPiece>,
  context: MessageStreamContext,
): AsyncGenerator<LmStreamEvent> {
  const { request, warnings } = context;
  const soFar = new MessageAccumulator(request);
  for await (const piece of pieces) {
    if (piece.kind === 'whole') {
      if (!isAnthropicMessage(piece.body)) throw notAReply(piece.body, context);
      yield* eventsOf(fromAnthropicResponse(piece.body, request, warnings));
      return;
    }
    if (piece.kind === 'done') break;
    if (recordOf(piece.data)['type'] === 'error') throw errorIn(recordOf(piece.data), context);
    yield* soFar.push(piece.data);
    if (soFar.isStopped) break;
  }
  if (!soFar.isWhole) throw brokenOff(context);
  yield* finishEvents(fromAnthropicResponse(soFar.message(), request, warnings));
}

function errorIn(event: Record<string, unknown>, context: SdkErrorContext): Error {
  const inner = recordOf(event['error']);
  const status = STATUS[textIn(inner['type'])] ?? 500;
  return mapSdkError(Object.assign(new Error(textIn(inner['message'])), { status, error: event }), context);
}
