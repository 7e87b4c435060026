import { inspect } from 'node:util';
import type { Message } from '../messages';
import { inSpan, streamInSpan } from '../tracing';
import { systemClock } from '../resilience';
import { assertBatchOptions, type LmBatchOptions } from './batch/batch-options';
import { type BatchOutcome, runBatch } from './batch/run-batch';
import { LmUnsupportedFeatureError } from './lm-errors';
import { messageOf } from '../util';
import { Budget } from './budget/budget';
import { markCounting } from './counts-itself';
import { History, type HistoryEntry } from './history';
import { formatHistory } from './inspect-history';
import type { LanguageModel, LmCall, LmCapabilities } from './language-model';
import { assertLmOptions, type LmOptions } from './lm-options';
import { LmStream } from './lm-stream';
import {
  type LmState,
  noteSavedModel,
  readLmState,
  type SavedModel,
  warnOfSavedModel,
  writeLmState,
} from './lm-state';
import { MissingModel } from './missing-model';
import { modelNameOf } from './model-name';
import { connectProvider } from './providers/provider-registry';
import type { LmRequest, LmSettings } from './request';
import type { LmResponse } from './response';
import { mergeSettings, settingsOf } from './settings';
import type { LmStreamEvent } from './stream-event';
import { streamOf } from './stream-of';
import { superviseModel } from './supervise-model';

const DEFAULT_RETRIES = 3;

/**
 * A language model with everything around it that a call needs: time limits, retries, the cache, the history.
 *
 * Making one sends nothing and reads nothing; the provider's client, its key and its address are looked up when the
 * first call is made.
 *
 * @example
 * ```ts
 * const lm = new LM('openai/gpt-5-mini', { maxTokens: 2000 });
 * const { outputs } = await lm.generate('Name a colour.');
 * ```
 */
export class LM implements LanguageModel {
  readonly provider: string;
  readonly model: string;
  /** What every request gets that does not say otherwise. */
  readonly settings: LmSettings;
  readonly #source: string | LanguageModel;
  readonly #options: Omit<LmOptions, 'budget'> & { readonly budget?: Budget };
  readonly #history: History;
  readonly #addsNothing: boolean;
  #connected: LanguageModel | undefined;
  #pipeline: LanguageModel | undefined;
  #saved: LmState | undefined;

  /**
   * @param model `provider/model`, such as `openai/gpt-5-mini`; or a model object to put the same supervision around.
   * @throws for an unknown provider, a name without a slash, an unknown or unusable option.
   */
  constructor(model: string | LanguageModel, options: LmOptions = {}) {
    assertLmOptions(options, 'new LM(...)');
    const name = typeof model === 'string' ? modelNameOf(model, options) : model;
    this.provider = name.provider;
    this.model = name.model;
    this.settings = Object.freeze(settingsOf(options));
    this.#source = model;
    this.#options = Object.freeze(withOneBudget(options));
    this.#history = new History(options.historySize ?? 100);
    const { extra, rolloutId } = options;
    this.#addsNothing =
      Object.keys(this.settings).length === 0 && extra === undefined && rolloutId === undefined;
    markCounting(this);
  }

  /**
   * The model that a saved state describes, one of Python DSPy's included. Addresses and secrets in it are not taken over,
   * with a warning; a model of a provider that nobody knows fails when it is asked, with a warning too.
   *
   * @throws {@link InvalidArgumentError} for what is no such state, or holds a setting that cannot be.
   */
  static loadState(state: LmState): LM {
    const saved = readLmState(state);
    const lm = lmOf(saved);
    lm.#saved = saved.safe;
    noteSavedModel(saved);
    return lm;
  }

  /** The server that answers, without secrets. */
  get endpoint(): string {
    return this.#provider().endpoint;
  }

  get tenant(): string | undefined {
    return this.#options.tenant ?? this.#provider().tenant;
  }

  get capabilities(): LmCapabilities {
    return this.#provider().capabilities;
  }

  /** The last calls of this LM, oldest first. */
  get history(): readonly HistoryEntry[] {
    return this.#history.entries();
  }

  /**
   * Asks the model.
   *
   * @param prompt the text of one user message, a conversation, or a whole request.
   * @throws {@link LmError}, or the signal's reason when the call is aborted.
   */
  generate(prompt: string | readonly Message[] | LmRequest, call: LmCall = {}): Promise<LmResponse> {
    return this.doGenerate(toRequest(prompt), call);
  }

  /**
   * Asks the model and gives the reply as it comes. A model that cannot stream gives it in one piece; so does the cache.
   *
   * @example
   * ```ts
   * const stream = lm.stream('Tell me a story.');
   * for await (const event of stream) if (event.type === 'text-delta') process.stdout.write(event.delta);
   * const { usage } = await stream.result;
   * ```
   *
   * @param prompt the text of one user message, a conversation, or a whole request.
   * @throws (while it is read) {@link LmError}, or the signal's reason when the call is aborted.
   */
  stream(prompt: string | readonly Message[] | LmRequest, call: LmCall = {}): LmStream {
    const request = toRequest(prompt);
    return new LmStream((signal) => this.doStream(request, { ...call, signal }), call.signal);
  }

  /**
   * Answers many requests through the provider's Batch API: within hours, at about half the price.
   *
   * With a `directory` the work outlives the process: run the same again, and it goes on with the batch that was handed in. The
   * cache and budgets have no part in it; what it used is reported to `trackUsage`.
   *
   * @returns an outcome for each request, in their order: one that failed does not fail the others.
   * @throws {@link LmUnsupportedFeatureError} for a model whose provider has no batches; {@link LmError} when the batch as a
   * whole fails; the signal's reason.
   */
  async batch(
    requests: readonly (string | readonly Message[] | LmRequest)[],
    options: LmBatchOptions = {},
  ): Promise<BatchOutcome[]> {
    assertBatchOptions(options);
    const { provider, model, endpoint, tenant } = this;
    const { batches } = this.#provider();
    if (batches === undefined) {
      throw new LmUnsupportedFeatureError(
        { problem: `${provider}/${model} has no Batch API; nothing was sent.`, fix: 'use generate.' },
        { provider, model },
      );
    }
    const { clock = systemClock, random = Math.random, maxRetries = DEFAULT_RETRIES, retry } = this.#options;
    const desk = { model: { provider, model, endpoint, tenant }, batches, clock, random, maxRetries, retry };
    const whole = requests.map((request) => this.#complete(toRequest(request)));
    return runBatch(desk, whole, options);
  }

  /** Answers a whole request, with all supervision: how adapters call. */
  doGenerate(request: LmRequest, call: LmCall): Promise<LmResponse> {
    try {
      const pipeline = (this.#pipeline ??= this.#compose());
      const asked = this.#addsNothing ? request : this.#complete(request);
      return inSpan(
        'lm',
        () => this.#describe(asked),
        () => pipeline.doGenerate(asked, call),
      );
    } catch (error) {
      // A key or an address that cannot be used is found out here; it is a rejection like any other.
      return Promise.reject(error as Error);
    }
  }

  /** Answers a whole request in pieces, with all supervision: how adapters stream. */
  doStream(request: LmRequest, call: LmCall): AsyncIterable<LmStreamEvent> {
    const pipeline = (this.#pipeline ??= this.#compose());
    const asked = this.#addsNothing ? request : this.#complete(request);
    return streamInSpan('lm', () => this.#describe(asked), {
      open: () => streamOf(pipeline, asked, call),
      outputOf: (event) => (event.type === 'finish' ? event.response : undefined),
    });
  }

  /** A copy with other options; its history starts empty. */
  with(options: LmOptions): LM {
    return new LM(this.#source, { ...this.#options, ...options });
  }

  /** The last `count` calls of this LM as text to print. */
  inspectHistory(count = 1): string {
    return formatHistory(this.history.slice(-count));
  }

  /**
   * What {@link loadState} makes this model from, as plain JSON under DSPy's names, without the key and the address;
   * undefined for an LM around a model object, which nothing can make anew.
   */
  dumpState(): LmState | undefined {
    if (this.#saved !== undefined) return structuredClone(this.#saved);
    if (typeof this.#source !== 'string') return undefined;
    const { maxRetries = DEFAULT_RETRIES, cache = this.#isRemote } = this.#options;
    return writeLmState(`${this.provider}/${this.model}`, { ...this.#options, maxRetries, cache });
  }

  toJSON(): unknown {
    return { provider: this.provider, model: this.model, ...this.settings };
  }

  /** Shows no key. */
  [inspect.custom](): string {
    return `LM(${this.provider}/${this.model})`;
  }

  #describe(request: LmRequest): { readonly name: string; readonly inputs: LmRequest } {
    return { name: `${this.provider}/${this.model}`, inputs: request };
  }

  /** All that surrounds the provider. */
  #compose(): LanguageModel {
    return superviseModel(this.#provider(), {
      options: { ...this.#options, maxRetries: this.#options.maxRetries ?? DEFAULT_RETRIES },
      history: this.#history,
      isRemote: this.#isRemote,
    });
  }

  /** Whether a server answers, as far as we know: worth a cache. */
  get #isRemote(): boolean {
    return typeof this.#source === 'string' && this.provider !== 'embedded';
  }

  #provider(): LanguageModel {
    if (typeof this.#source !== 'string') return this.#source;
    this.#connected ??= connectProvider(this.provider, this.model, this.#options);
    return this.#connected;
  }

  #complete(request: LmRequest): LmRequest {
    const { extra, rolloutId } = this.#options;
    return {
      ...request,
      settings: mergeSettings(this.settings, request.settings),
      ...(extra === undefined ? {} : { extra: { ...extra, ...request.extra } }),
      ...(rolloutId === undefined ? {} : { rolloutId: request.rolloutId ?? rolloutId }),
    };
  }
}

function lmOf({ name, options }: SavedModel): LM {
  try {
    modelNameOf(name, options);
  } catch (error) {
    const reason = messageOf(error).replaceAll(/\s+/g, ' ');
    warnOfSavedModel(
      'DSPEX_LM_MISSING',
      name,
      `it cannot be made here and fails when it is asked. ${reason}`,
    );
    return new LM(new MissingModel(name, reason), { ...options, cache: false });
  }
  return new LM(name, options);
}

/** One budget for the model and its copies, however it was given. */
function withOneBudget({ budget, ...options }: LmOptions): Omit<LmOptions, 'budget'> & { budget?: Budget } {
  if (budget === undefined) return options;
  return { ...options, budget: Budget.isInstance(budget) ? budget : new Budget(budget) };
}

function toRequest(prompt: string | readonly Message[] | LmRequest): LmRequest {
  if (typeof prompt === 'string') return { messages: [{ role: 'user', content: prompt }] };
  if (isConversation(prompt)) return { messages: prompt };
  return prompt;
}

function isConversation(prompt: readonly Message[] | LmRequest): prompt is readonly Message[] {
  return Array.isArray(prompt);
}
