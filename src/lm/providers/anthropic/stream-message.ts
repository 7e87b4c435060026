import type { LmRequest } from '../../request';
import type { LmStreamEvent } from '../../stream-event';
import { eventsOf } from '../../stream-of';
import { finishEvents } from '../shared/finish-events';
import { mapSdkError, notAReply, type SdkErrorContext } from '../shared/map-sdk-error';
import { recordOf, textIn } from '../shared/read-json';
import { brokenOff, type StreamPiece } from '../shared/stream-reply';
import { STATUS_OF_TYPE } from './error-status';
import { fromAnthropicResponse, isAnthropicMessage } from './from-anthropic-response';
import { MessageAccumulator } from './message-accumulator';

/** What is known of the request whose stream is read. */
export interface MessageStreamContext extends SdkErrorContext {
  readonly request: LmRequest;
  readonly warnings: readonly string[];
}

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
  const status = STATUS_OF_TYPE[textIn(inner['type'])] ?? 500;
  return mapSdkError(Object.assign(new Error(textIn(inner['message'])), { status, error: event }), context);
}
