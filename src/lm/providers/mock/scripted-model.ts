import { addUsage, NO_USAGE, type ReasoningPart, type Usage } from '../../../messages';
import { untilAborted } from '../../../resilience';
import { isErrorLike } from '../../../util';
import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import type { LmRequest } from '../../request';
import type { LmOutput, LmResponse } from '../../response';
import { splitEvery, splitWords } from '../../split-words';
import type { LmStreamEvent } from '../../stream-event';
import { eventsOf } from '../../stream-of';
import type { MockReply, MockReplyParts, MockResponder } from './mock-reply';
import { MockScriptEndedError } from './mock-script-ended-error';

let mocks = 0;

/** Who a {@link ScriptedModel} claims to be. */
export interface ScriptedModelOptions {
  readonly provider?: string;
  readonly model?: string;
  readonly endpoint?: string;
  readonly capabilities?: Partial<LmCapabilities>;
  /** How many characters a piece of a streamed reply has; undefined for a word. */
  readonly chunkSize?: number;
}

/** The provider behind a `MockLM`: one attempt, one reply of the script. */
export class ScriptedModel implements LanguageModel {
  readonly provider: string;
  readonly model: string;
  readonly endpoint: string;
  readonly capabilities: LmCapabilities;
  readonly requests: LmRequest[] = [];
  readonly #replies: readonly MockReply[] | MockResponder;
  readonly #chunkSize: number | undefined;
  #toolCalls = 0;

  constructor(replies: readonly MockReply[] | MockResponder, options: ScriptedModelOptions) {
    this.#replies = replies;
    this.provider = options.provider ?? 'mock';
    this.model = options.model ?? 'mock';
    this.endpoint = options.endpoint ?? `mock:${++mocks}`;
    this.#chunkSize = options.chunkSize;
    this.capabilities = {
      jsonSchema: true,
      jsonMode: true,
      tools: true,
      manyOutputs: false,
      ...options.capabilities,
    };
  }

  get repliesLeft(): number {
    if (typeof this.#replies === 'function') return Number.POSITIVE_INFINITY;
    return Math.max(0, this.#replies.length - this.requests.length);
  }

  async doGenerate(request: LmRequest, call: LmCall): Promise<LmResponse> {
    call.signal?.throwIfAborted();
    let reply = this.#next(request);
    while (typeof reply === 'function') {
      reply = await untilAborted(Promise.resolve(reply(request, call)), call.signal);
    }
    if (isErrorLike(reply)) throw reply;
    return this.#responseOf(isList(reply) ? reply : [reply]);
  }

  async *doStream(request: LmRequest, call: LmCall): AsyncGenerator<LmStreamEvent> {
    const size = this.#chunkSize;
    const split = size === undefined ? splitWords : (text: string) => splitEvery(text, size);
    for (const event of eventsOf(await this.doGenerate(request, call), split)) {
      call.signal?.throwIfAborted();
      yield event;
    }
  }

  #next(request: LmRequest): MockReply {
    const index = this.requests.length;
    this.requests.push(request);
    if (typeof this.#replies === 'function') return this.#replies;
    if (index >= this.#replies.length) throw new MockScriptEndedError(this.#replies.length, request);
    return this.#replies[index] as MockReply;
  }

  #responseOf(outputs: readonly (string | MockReplyParts)[]): LmResponse {
    const parts = outputs.map((output) => (typeof output === 'string' ? { text: output } : output));
    return {
      outputs: parts.map((output) => this.#outputOf(output)),
      model: this.model,
      usage: usageOf(parts),
      cached: false,
      warnings: [],
    };
  }

  #outputOf(parts: MockReplyParts): LmOutput {
    const { text = '', toolCalls = [], reasoning = [], finishReason, refusal, citations } = parts;
    return {
      text,
      finishReason: finishReason ?? (toolCalls.length > 0 ? 'tool-calls' : 'stop'),
      toolCalls: toolCalls.map((toolCall) => ({
        ...toolCall,
        type: 'tool-call',
        id: toolCall.id ?? `call_${++this.#toolCalls}`,
      })),
      reasoning: typeof reasoning === 'string' ? [thought(reasoning)] : reasoning,
      ...(citations === undefined ? {} : { citations }),
      ...(refusal === undefined ? {} : { refusal }),
    };
  }
}

function thought(text: string): ReasoningPart {
  return { type: 'reasoning', text };
}

function isList(reply: MockReply): reply is readonly (string | MockReplyParts)[] {
  return Array.isArray(reply);
}

/** The outputs came from one request. */
function usageOf(parts: readonly MockReplyParts[]): Usage {
  const sum = parts.reduce((total, { usage }) => addUsage(total, { ...NO_USAGE, ...usage }), NO_USAGE);
  return { ...sum, requests: parts[0]?.usage?.requests ?? 1 };
}
