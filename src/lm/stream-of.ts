import type { LanguageModel, LmCall } from './language-model';
import type { LmRequest } from './request';
import type { LmOutput, LmResponse } from './response';
import type { LmStreamEvent } from './stream-event';

/** The events of any model: its own, or, of a model that cannot stream, its whole reply at once. */
export function streamOf(
  model: LanguageModel,
  request: LmRequest,
  call: LmCall,
): AsyncIterable<LmStreamEvent> {
  return model.doStream?.(request, call) ?? wholeReply(model, request, call);
}

async function* wholeReply(
  model: LanguageModel,
  request: LmRequest,
  call: LmCall,
): AsyncGenerator<LmStreamEvent> {
  yield* eventsOf(await model.doGenerate(request, call));
}

/** How to cut a text into the pieces it is streamed in; joined they are the text. */
export type SplitText = (text: string) => readonly string[];

/** A reply that is there already, as events: what a cache or a model without a stream has to tell. */
export function* eventsOf(
  response: LmResponse,
  split: SplitText = (text) => [text],
): Generator<LmStreamEvent> {
  for (const [output, reply] of response.outputs.entries()) yield* outputEvents(reply, output, split);
  yield { type: 'usage', usage: response.usage };
  yield { type: 'finish', response };
}

function* outputEvents(reply: LmOutput, output: number, split: SplitText): Generator<LmStreamEvent> {
  for (const { text } of reply.reasoning) {
    for (const delta of pieces(text, split)) yield { type: 'reasoning-delta', output, delta };
  }
  for (const delta of pieces(reply.text, split)) yield { type: 'text-delta', output, delta };
  for (const delta of pieces(reply.refusal ?? '', split)) yield { type: 'refusal-delta', output, delta };
  for (const toolCall of reply.toolCalls) {
    const { id, name } = toolCall;
    yield { type: 'tool-call-start', output, id, name };
    const delta = toolCall.invalid ?? JSON.stringify(toolCall.arguments);
    yield { type: 'tool-call-delta', output, id, delta };
    yield { type: 'tool-call-end', output, toolCall };
  }
}

function pieces(text: string, split: SplitText): readonly string[] {
  return text === '' ? [] : split(text).filter((piece) => piece !== '');
}
