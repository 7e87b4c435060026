import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';

/** What is left to tell when all deltas are told: the tool calls that are complete, and the end. */
export function* finishEvents(response: LmResponse): Generator<LmStreamEvent> {
  for (const [output, { toolCalls }] of response.outputs.entries()) {
    for (const toolCall of toolCalls) yield { type: 'tool-call-end', output, toolCall };
  }
  yield { type: 'usage', usage: response.usage };
  yield { type: 'finish', response };
}
