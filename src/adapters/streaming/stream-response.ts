import { streamOf, type LanguageModel, type LmCall, type LmRequest, type LmResponse } from '../../lm';
import type { Adapter, AdapterSignature } from '../adapter';
import { CheckedStream, SILENT } from './checked-stream';
import type { ReplyListener } from './reply-listener';

/** What is asked, of whom, and who listens. */
export interface StreamedQuestion {
  readonly adapter: Pick<Adapter, 'read' | 'openStream'>;
  readonly signature: AdapterSignature;
  readonly request: LmRequest;
  readonly call: LmCall;
  readonly listener: ReplyListener;
}

/** Asks the model for a stream and tells the listener the fields of its first output as they come. */
export async function streamResponse(
  lm: LanguageModel,
  { adapter, signature, request, call, listener }: StreamedQuestion,
): Promise<LmResponse> {
  const fields = adapter.openStream?.(signature) ?? new CheckedStream(adapter, signature, SILENT);
  let response: LmResponse | undefined;
  listener.started(lm);
  for await (const event of streamOf(lm, request, call)) {
    if (event.type === 'finish') response = event.response;
    else if (event.type === 'text-delta' && event.output === 0) {
      for (const delta of fields.push(event.delta)) listener.field(delta);
    } else if (event.type === 'reasoning-delta' && event.output === 0) listener.reasoning(event.delta);
  }
  if (response === undefined) throw new Error('The stream of the model ended without its last event.');
  for (const delta of fields.end()) listener.field(delta);
  return response;
}
