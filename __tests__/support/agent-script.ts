import type { LmRequest } from '../../src';
import { MockLM, type MockLmOptions, type MockReply } from '../../src/testing';

/** A call that a scripted model makes. */
export interface ScriptedCall {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** What a scripted model does in one turn; text alone calls nothing. */
export interface ScriptedTurn {
  readonly thought?: string;
  readonly calls?: readonly ScriptedCall[];
}

/** One turn, as a model that calls tools itself says it. */
export function nativeTurn({ thought = '', calls = [] }: ScriptedTurn): MockReply {
  return { text: thought, toolCalls: calls };
}

/** One turn in the marker format. */
function textTurn({ thought = 'Next.', calls = [] }: ScriptedTurn): MockReply {
  return `[[ ## next_thought ## ]]\n${thought}\n\n[[ ## tool_calls ## ]]\n${JSON.stringify(calls)}\n\n[[ ## completed ## ]]`;
}

/** The values of outputs in the marker format, with a reasoning. */
export function answer(outputs: Readonly<Record<string, unknown>>): string {
  const fields = Object.entries({ reasoning: 'From what was seen.', ...outputs });
  return [
    ...fields.map(([name, value]) => `[[ ## ${name} ## ]]\n${String(value)}`),
    '[[ ## completed ## ]]',
  ].join('\n\n');
}

export const PROTOCOLS = ['native', 'text'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** A model that plays turns, then answers, in either protocol. */
export function playing(
  protocol: Protocol,
  turns: readonly (ScriptedTurn | MockReply)[],
  options: MockLmOptions = {},
): MockLM {
  const say = protocol === 'native' ? nativeTurn : textTurn;
  const replies = turns.map((turn): MockReply => (isTurn(turn) ? say(turn) : turn));
  return new MockLM(replies, { capabilities: { tools: protocol === 'native' }, ...options });
}

function isTurn(turn: ScriptedTurn | MockReply): turn is ScriptedTurn {
  return (
    typeof turn === 'object' &&
    !(turn instanceof Error) &&
    !Array.isArray(turn) &&
    ('calls' in turn || 'thought' in turn)
  );
}

/** All text of a request, calls and results included. */
export function textOfRequest({ messages }: LmRequest): string {
  return JSON.stringify(messages);
}
