import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';
import { eventsOf } from '../../stream-of';
import { finishEvents } from '../shared/finish-events';
import type { SdkErrorContext } from '../shared/map-sdk-error';
import { recordOf } from '../shared/read-json';
import { brokenOff, type StreamPiece } from '../shared/stream-reply';
import type { ToolNames } from '../shared/tool-names';
import { ChatAccumulator } from './chat-accumulator';
import { fromOpenaiResponse } from './from-openai-response';
import { errorInOpenaiReply } from './map-openai-error';

/** What is known of the request whose stream is read. */
export interface ChatStreamContext extends SdkErrorContext {
  readonly names: ToolNames;
  readonly warnings: readonly string[];
}

/** The neutral events of a stream of chat completions. */
export async function* streamChat(
  pieces: AsyncIterable<StreamPiece>,
  context: ChatStreamContext,
): AsyncGenerator<LmStreamEvent> {
  const soFar = new ChatAccumulator(context.names);
  for await (const piece of pieces) {
    if (piece.kind === 'whole') {
      const response = fromOpenaiResponse(piece.body, context.names);
      if (response === undefined) throw errorInOpenaiReply(piece.body, context);
      yield* eventsOf(complete(response, context));
      return;
    }
    if (piece.kind === 'done') {
      soFar.done();
      break;
    }
    if ('error' in recordOf(piece.data)) throw errorInOpenaiReply(piece.data, context);
    yield* soFar.push(piece.data);
  }
  const response = soFar.isWhole ? soFar.response() : undefined;
  if (response === undefined) throw brokenOff(context);
  yield* finishEvents(complete(response, context));
}

function complete(response: LmResponse, { model, warnings }: ChatStreamContext): LmResponse {
  return { ...response, model: response.model || model, warnings };
}
