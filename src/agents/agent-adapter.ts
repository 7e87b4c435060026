import {
  requestOf,
  type Adapter,
  type AdapterCallOptions,
  type AdapterReply,
  type AdapterSignature,
  type AdapterTask,
  type AdapterValues,
  type Prompt,
  type ReadReply,
} from '../adapters';
import type { LanguageModel, LmCapabilities } from '../lm';
import { isComplete } from '../messages';
import type { SignatureDescription } from '../signatures';
import { ToolCalls, type Tool } from '../tools';
import { cutReason } from './cut-reason';
import { nativeMessages } from './native-messages';
import { nativeReply } from './native-reply';
import { withSubmittedTurns } from './text-conversation';

/** How an agent's tools reach the model. */
export type AgentProtocol = 'auto' | 'native' | 'text';

/** What an {@link AgentAdapter} is made of. */
export interface AgentAdapterParts {
  /** The format of everything but tools. */
  readonly inner: Adapter;
  readonly tools: readonly Tool[];
  readonly protocol: AgentProtocol;
}

/**
 * Shows an agent's predictor its tools: as functions of the provider where the model takes them, with calls and results as
 * messages of their own; else in words, with the calls as an output field.
 */
export class AgentAdapter implements Adapter {
  readonly name: string;
  readonly version: number;
  readonly #parts: AgentAdapterParts;

  constructor(parts: AgentAdapterParts) {
    this.#parts = parts;
    this.name = parts.inner.name;
    this.version = parts.inner.version;
  }

  format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt {
    const { inner, tools } = this.#parts;
    if (!this.#isNative(capabilities))
      return inner.format(this.#told(signature), withSubmittedTurns(signature, task), capabilities);
    const messages = Object.freeze(nativeMessages(signature, task));
    return Object.freeze({ messages, tools: tools.map(({ spec }) => spec) });
  }

  formatReply(signature: AdapterSignature, values: AdapterValues): string {
    return this.#parts.inner.formatReply(signature, values);
  }

  parse(signature: AdapterSignature, text: string): Record<string, unknown> {
    return this.#parts.inner.parse(signature, text);
  }

  read(signature: AdapterSignature, text: string): ReadReply {
    return this.#parts.inner.read(signature, text);
  }

  async call(
    lm: LanguageModel,
    signature: AdapterSignature,
    task: AdapterTask,
    options: AdapterCallOptions = {},
  ): Promise<AdapterReply> {
    if (!this.#isNative(lm.capabilities)) {
      const told = withSubmittedTurns(signature, task);
      return gated(await this.#parts.inner.call(lm, this.#told(signature), told, options));
    }
    const { signal, cache } = options;
    const request = requestOf(this.format(signature, task, lm.capabilities), options);
    return nativeReply(this.name, signature, await lm.doGenerate(request, { signal, cache }));
  }

  #isNative(capabilities: LmCapabilities | undefined): boolean {
    const { protocol } = this.#parts;
    return protocol === 'native' || (protocol === 'auto' && capabilities?.tools === true);
  }

  /** The signature with the tools in its task. The same object for the same tools, so that prompts are written once. */
  #told(signature: AdapterSignature): AdapterSignature {
    const list = this.#parts.tools.map((tool, index) => `${index + 1}. ${tool.describe()}`).join('\n');
    const known = memory.get(signature);
    if (known !== undefined && known.list === list) return known.signature;
    const whole = signature as SignatureDescription;
    const made = whole.withInstructions(
      `${whole.instructions}\n\nThe tools:\n${list}`,
    ) as SignatureDescription;
    memory.set(signature, { list, signature: made });
    return made;
  }
}

const memory = new WeakMap<
  AdapterSignature,
  { readonly list: string; readonly signature: AdapterSignature }
>();

/** Calls in a reply that was cut, or whose text had to be completed, are not to be run. */
function gated(reply: AdapterReply): AdapterReply {
  const output = reply.responses.at(-1)?.outputs[0];
  const isMended = reply.repairs[0]?.some(({ kind }) => kind === 'truncated') ?? false;
  if (output === undefined || (isComplete(output.finishReason) && !isMended)) return reply;
  const refused = cutReason(isMended ? 'length' : output.finishReason);
  const completions = reply.completions.map((values): AdapterValues => {
    const { tool_calls: asked } = values;
    if (!ToolCalls.is(asked)) return values;
    return { ...values, tool_calls: new ToolCalls(asked.calls.map((call) => ({ ...call, refused }))) };
  });
  return { ...reply, completions };
}
