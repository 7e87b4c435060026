import { AdapterParseError, type AdapterReply, type AdapterSignature, type AdapterValues } from '../adapters';
import type { LmOutput, LmResponse } from '../lm';
import { isComplete, type ToolCallPart } from '../messages';
import { ToolCalls, type ToolCall } from '../tools';
import { excerpt } from '../util';
import { cutReason } from './cut-reason';

/**
 * What a model that calls tools itself answered, as the outputs of an agent's predictor.
 *
 * @throws {@link AdapterParseError} for a reply that was cut or refused before it called anything.
 */
export function nativeReply(
  adapter: string,
  signature: AdapterSignature,
  response: LmResponse,
): AdapterReply {
  const [first] = response.outputs;
  if (first !== undefined && !isComplete(first.finishReason) && first.toolCalls.length === 0) {
    throw new AdapterParseError({
      adapter,
      signature: signature.name,
      text: first.refusal ?? first.text,
      issues: [
        {
          path: 'tool_calls',
          expected: 'in a whole reply',
          found: `a reply that ended with ${first.finishReason}`,
        },
      ],
      finishReason: first.finishReason,
      responses: [response],
    });
  }
  const completions = response.outputs.map(valuesOf);
  return { adapter, completions, repairs: completions.map(() => []), failures: [], responses: [response] };
}

function valuesOf({ text, toolCalls, reasoning, finishReason }: LmOutput): AdapterValues {
  const refused = isComplete(finishReason) ? undefined : cutReason(finishReason);
  const calls = toolCalls.map((part) => callOf(part, refused));
  return { next_thought: text, tool_calls: new ToolCalls(calls, reasoning) };
}

function callOf({ id, name, arguments: args, invalid }: ToolCallPart, refused: string | undefined): ToolCall {
  const isNothing = invalid === undefined || ['', 'null'].includes(invalid.trim());
  const reason = refused ?? (isNothing ? undefined : `Its arguments are no JSON object: ${excerpt(invalid)}`);
  return { id, name, arguments: args, ...(reason === undefined ? {} : { refused: reason }) };
}
