import { isErrorLike } from '../../../util';
import { untilAborted } from '../../../resilience';
import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import { LmConfigurationError, LmTransportError } from '../../lm-errors';
import type { LmRequest, LmSettings } from '../../request';
import type { LmResponse } from '../../response';
import type { LmStreamEvent } from '../../stream-event';
import { finishEvents } from '../shared/finish-events';
import { mapSdkError } from '../shared/map-sdk-error';
import { listOf, recordOf } from '../shared/read-json';
import { redactorOf } from '../shared/redact';
import { toolNamesOf, type ToolNames } from '../shared/tool-names';
import { wellFormed } from '../shared/well-formed';
import type { AiSdkCallOptions, AiSdkLanguageModel } from './ai-sdk-model';
import { AiSdkStream } from './ai-sdk-stream';
import { fromAiSdkReply, type AiSdkReply } from './from-ai-sdk-reply';
import { toAiSdkPrompt } from './to-ai-sdk-prompt';

/** A model of the Vercel AI SDK, asked directly: the SDK's own retries and tool loops are not involved. */
export class AiSdkLM implements LanguageModel {
  readonly provider: string;
  readonly model: string;
  readonly endpoint: string;
  readonly capabilities: LmCapabilities = {
    jsonSchema: true,
    jsonMode: true,
    tools: true,
    manyOutputs: false,
  };
  readonly #inner: AiSdkLanguageModel;

  /** @throws {@link LmConfigurationError} for another version of the specification. */
  constructor(inner: AiSdkLanguageModel) {
    if (inner.specificationVersion !== 'v2' && inner.specificationVersion !== 'v3') {
      throw new LmConfigurationError({
        problem: 'This model of the AI SDK cannot be used.',
        found: `specification ${String(inner.specificationVersion)}`,
        expected: 'specification v2 or v3: a model of AI SDK 5 or 6.',
      });
    }
    this.#inner = inner;
    this.provider = inner.provider;
    this.model = inner.modelId;
    this.endpoint = `ai-sdk:${inner.provider}`;
  }

  async doGenerate(request: LmRequest, { signal }: LmCall): Promise<LmResponse> {
    signal?.throwIfAborted();
    const names = toolNamesOf(request);
    const options = optionsOf(request, names, signal);
    let reply: Record<string, unknown>;
    try {
      reply = recordOf(await untilAborted(Promise.resolve(this.#inner.doGenerate(options as never)), signal));
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#mapped(error);
    }
    const whole = { ...reply, content: listOf(reply['content']) } as unknown as AiSdkReply;
    return this.#response(fromAiSdkReply(whole, names, this.model), request);
  }

  async *doStream(request: LmRequest, { signal }: LmCall): AsyncGenerator<LmStreamEvent> {
    signal?.throwIfAborted();
    const names = toolNamesOf(request);
    const soFar = new AiSdkStream(names);
    try {
      const { stream } = await untilAborted(
        Promise.resolve(this.#inner.doStream(optionsOf(request, names, signal) as never)),
        signal,
      );
      for await (const part of partsOf(stream, signal)) yield* soFar.push(part);
    } catch (error) {
      signal?.throwIfAborted();
      throw this.#mapped(error);
    }
    if (!soFar.isWhole) {
      const problem = `The stream of ${this.provider}/${this.model} ended before the reply was whole.`;
      throw new LmTransportError({ problem }, { provider: this.provider, model: this.model });
    }
    yield* finishEvents(this.#response(fromAiSdkReply(soFar.reply(), names, this.model), request));
  }

  #response(response: LmResponse, { settings = {} }: LmRequest): LmResponse {
    return { ...response, warnings: [...response.warnings, ...notSent(settings)] };
  }

  #mapped(error: unknown): Error {
    const { provider, model } = this;
    const context = {
      provider,
      model,
      redact: redactorOf([]),
      keyVariable: 'the key of the AI SDK provider',
    };
    return mapSdkError(withStatus(error), context);
  }
}

function optionsOf(request: LmRequest, names: ToolNames, signal: AbortSignal | undefined): AiSdkCallOptions {
  const { settings = {}, tools, toolChoice, responseFormat, extra } = request;
  const options = {
    prompt: toAiSdkPrompt(request.messages, names),
    maxOutputTokens: settings.maxTokens,
    temperature: settings.temperature,
    topP: settings.topP,
    stopSequences: settings.stop,
    seed: settings.seed,
    responseFormat: formatOf(responseFormat),
    tools: tools?.map(({ name, description, parameters }) => ({
      type: 'function',
      name: names.toProvider(name),
      ...(description === undefined ? {} : { description }),
      inputSchema: parameters,
    })),
    toolChoice:
      typeof toolChoice === 'object'
        ? { type: 'tool', toolName: names.toProvider(toolChoice.name) }
        : toolChoice && { type: toolChoice },
    providerOptions: extra,
  };
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  return {
    ...wellFormed(given),
    ...(signal === undefined ? {} : { abortSignal: signal }),
  } as AiSdkCallOptions;
}

function formatOf(format: LmRequest['responseFormat']): object | undefined {
  if (format?.type === 'json') return { type: 'json' };
  return format?.type === 'json-schema'
    ? { type: 'json', name: format.name, schema: format.schema }
    : undefined;
}

/** What the AI SDK has no common word for: its providers take it as `extra`, by their own names. */
function notSent(settings: LmSettings): readonly string[] {
  const names = ['reasoningEffort', 'maxReasoningTokens', 'logprobs', 'promptCache'] as const;
  return names
    .filter((name) => settings[name] !== undefined && settings[name] !== false)
    .map(
      (name) =>
        `The AI SDK has no common setting ${name}; it was not sent. Give it as extra: { <provider>: { … } }.`,
    );
}

async function* partsOf(
  stream: ReadableStream<unknown>,
  signal: AbortSignal | undefined,
): AsyncGenerator<unknown> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await untilAborted(reader.read(), signal);
      if (done) return;
      if (recordOf(value)['type'] === 'error') throw recordOf(value)['error'];
      yield value;
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

/** The AI SDK names status and headers in its own way. */
function withStatus(error: unknown): unknown {
  const { statusCode, responseHeaders, data, message } = (isErrorLike(error) ? error : {}) as Record<
    string,
    unknown
  >;
  if (typeof statusCode !== 'number') return error;
  const headers = responseHeaders as Record<string, string> | undefined;
  return Object.assign(new Error(String(message)), {
    status: statusCode,
    headers: { get: (name: string) => headers?.[name] ?? null },
    error: data,
  });
}
