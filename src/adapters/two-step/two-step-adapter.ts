import { InvalidArgumentError } from '../../errors';
import type { LanguageModel, LmCapabilities, LmOutput, LmResponse } from '../../lm';
import { isComplete } from '../../messages';
import { assertKnownOptions } from '../../util';
import type {
  Adapter,
  AdapterCallOptions,
  AdapterReply,
  AdapterSignature,
  AdapterTask,
  AdapterValues,
  Prompt,
  ReadReply,
} from '../adapter';
import { AdapterParseError } from '../adapter-parse-error';
import { ChatAdapter } from '../chat/chat-adapter';
import { PromptWriter } from '../prompt-writer';
import { assertAdapterOptions, type AdapterOptions } from '../cut-text';
import { requestOf } from '../request-of';
import { extractionOf } from './extraction';
import { freeLayout } from './free-layout';

/** How the second step is done. */
export interface TwoStepAdapterOptions extends AdapterOptions {
  /**
   * The format in which the extracting model is asked.
   * @default new ChatAdapter()
   */
  readonly adapter?: Adapter;
}

/**
 * Two steps: the model writes freely, then a second, small model takes the outputs out of what it wrote. For models that
 * reason well and follow forms badly.
 *
 * Both calls are in the reply, and both are paid for. Correction turns go to the second model; broken rules that only the
 * first could mend stay broken. Demonstrations show replies in the form of the second step.
 *
 * @remarks DSPy's `TwoStepAdapter`. Here conversations, media, defaults and several completions work too.
 */
export class TwoStepAdapter implements Adapter {
  readonly name = 'two-step';
  readonly version = 1;
  readonly #extractor: LanguageModel;
  readonly #adapter: Adapter;
  readonly #maxInputLength: number | undefined;
  readonly #writer: PromptWriter;

  /**
   * @param extractor the model that takes the outputs out of the text.
   * @throws {@link InvalidArgumentError} for what is no model, {@link UnknownOptionError}.
   */
  constructor(extractor: LanguageModel, options: TwoStepAdapterOptions = {}) {
    const where = 'new TwoStepAdapter(extractor, ...)';
    if (typeof extractor !== 'object' || extractor === null || !('doGenerate' in extractor)) {
      throw new InvalidArgumentError(where, {
        found: typeof extractor,
        expected: 'a language model.',
        fix: "new TwoStepAdapter(new LM('openai/gpt-5-mini'))",
      });
    }
    assertKnownOptions(options, ['adapter', 'maxInputLength'], where);
    const { adapter = new ChatAdapter(), ...writing } = options;
    assertAdapterOptions(writing, where);
    this.#extractor = extractor;
    this.#adapter = adapter;
    this.#maxInputLength = options.maxInputLength;
    this.#writer = new PromptWriter(
      freeLayout((signature, values) => adapter.formatReply(signature, values)),
    );
  }

  format(signature: AdapterSignature, task: AdapterTask, _capabilities?: LmCapabilities): Prompt {
    return Object.freeze({ messages: this.#writer.messages(signature, task, this.#maxInputLength) });
  }

  formatReply(signature: AdapterSignature, values: AdapterValues): string {
    return this.#adapter.formatReply(signature, values);
  }

  parse(signature: AdapterSignature, text: string): Record<string, unknown> {
    return this.read(signature, text).values;
  }

  /** Reads a text that is already in the form of the second step. */
  read(signature: AdapterSignature, text: string): ReadReply {
    return this.#adapter.read(signature, text);
  }

  async call(
    lm: LanguageModel,
    signature: AdapterSignature,
    task: AdapterTask,
    options: AdapterCallOptions = {},
  ): Promise<AdapterReply> {
    const { signal, cache, settings: _, rolloutId: __, extra: ___, ...checks } = options;
    const request = requestOf(this.format(signature, task, lm.capabilities), options);
    const written = await lm.doGenerate(request, { signal, cache });
    const replies: AdapterReply[] = [];
    const failures: AdapterParseError[] = [];
    for (const output of written.outputs) {
      const reply = await this.#extract(signature, output, { signal, cache, ...checks });
      if (reply instanceof AdapterParseError) failures.push(reply);
      else replies.push(reply);
    }
    return this.#joined(written, replies, failures);
  }

  async #extract(
    signature: AdapterSignature,
    output: LmOutput,
    options: AdapterCallOptions,
  ): Promise<AdapterReply | AdapterParseError> {
    const extraction = extractionOf(signature);
    const [input] = extraction.inputFields;
    try {
      const inputs = { [input?.name ?? '']: output.text };
      return await this.#adapter.call(this.#extractor, extraction, { inputs }, options);
    } catch (error) {
      if (!(error instanceof AdapterParseError)) throw error;
      return error;
    }
  }

  #joined(
    written: LmResponse,
    replies: readonly AdapterReply[],
    failures: readonly AdapterParseError[],
  ): AdapterReply {
    const responses = [
      written,
      ...replies.flatMap((reply) => reply.responses),
      ...failures.flatMap((failure) => failure.responses),
    ];
    const corrections = [...replies, ...failures].flatMap((from) => from.corrections ?? []);
    const [first] = failures;
    if (replies.length === 0 && first !== undefined) {
      const { finishReason } = first;
      throw first.withAttempts({ responses, corrections, finishReason });
    }
    return {
      adapter: this.name,
      route: [this.name, ...replies.slice(0, 1).map(({ adapter, route }) => route ?? adapter)].join('/'),
      completions: replies.flatMap(({ completions }) => completions),
      repairs: replies.flatMap(({ repairs }) => repairs),
      failures: [...replies.flatMap((reply) => reply.failures), ...failures],
      responses,
      corrections,
      fallbacks: replies.flatMap(({ fallbacks }) => fallbacks ?? []),
      isWhole: responses.every(({ outputs }) =>
        outputs.every(({ finishReason }) => isComplete(finishReason)),
      ),
    };
  }
}
