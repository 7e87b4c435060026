import type { LanguageModel, LmCall, LmResponse } from '../../src/lm';
import { NO_USAGE } from '../../src/messages';

/** A whole reply of one text, for one request. */
export function aResponse(text: string, usage: Partial<LmResponse['usage']> = {}): LmResponse {
  return {
    outputs: [{ text, finishReason: 'stop', toolCalls: [], reasoning: [] }],
    model: 'scripted',
    usage: { ...NO_USAGE, requests: 1, ...usage },
    cached: false,
    warnings: [],
  };
}

/** A bare model, without any wrapper, that does in turn what it is told; the calls it got. */
export function bareModel(...replies: readonly ((call: LmCall) => Promise<LmResponse>)[]) {
  const calls: LmCall[] = [];
  const model: LanguageModel = {
    provider: 'test',
    model: 'bare',
    endpoint: 'test:bare',
    capabilities: { jsonSchema: false, jsonMode: false, tools: false },
    doGenerate: (_request, call) => {
      const reply = replies[Math.min(calls.length, replies.length - 1)];
      calls.push(call);
      return reply?.(call) ?? Promise.reject(new Error('nothing to reply'));
    },
  };
  return { model, calls };
}

/** Replies never; rejects when the call is aborted. */
export const hanging = ({ signal }: LmCall): Promise<never> =>
  new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason as Error)));
