import { InvalidArgumentError } from '../errors';
import type { LanguageModel, LmCapabilities, LmResponse } from '../lm';
import type {
  Adapter,
  AdapterCallOptions,
  AdapterReply,
  AdapterSignature,
  AdapterTask,
  AdapterValues,
  Prompt,
  ReadReply,
} from './adapter';
import type { Correction, Fallback } from '../primitives';
import { excerpt } from '../util';
import { AdapterParseError } from './adapter-parse-error';
import { CheckedStream, SILENT } from './streaming/checked-stream';
import type { FieldStream } from './streaming/field-delta';

/**
 * Tries one adapter after the other until a reply can be read.
 *
 * Only a reply that cannot be read moves on to the next adapter, never an error of the model and never a programming
 * error. Each listed adapter asks the model at most once, and every response is in the reply, or in the error.
 *
 * @remarks DSPy builds the fallback into `ChatAdapter` and falls back on any error; here it is a wrapper that is seen.
 */
export class FallbackAdapter implements Adapter {
  readonly name: string;
  readonly version: number;
  readonly #adapters: readonly [Adapter, ...Adapter[]];

  /**
   * @param adapters tried in this order; `format` and `formatReply` are those of the first.
   * @throws {@link InvalidArgumentError} for an empty list.
   */
  constructor(adapters: readonly Adapter[]) {
    const [first, ...others] = adapters;
    if (first === undefined) {
      throw new InvalidArgumentError('new FallbackAdapter(adapters)', {
        found: 'an empty list',
        expected: 'at least one adapter.',
        fix: 'new FallbackAdapter([new ChatAdapter(), new JSONAdapter()])',
      });
    }
    this.#adapters = Object.freeze([first, ...others] as const);
    this.name = adapters.map(({ name }) => name).join('+');
    this.version = first.version;
  }

  /** The adapters, in the order they are tried. */
  get adapters(): readonly Adapter[] {
    return this.#adapters;
  }

  format(signature: AdapterSignature, task: AdapterTask, capabilities?: LmCapabilities): Prompt {
    return this.#adapters[0].format(signature, task, capabilities);
  }

  formatReply(signature: AdapterSignature, values: AdapterValues): string {
    return this.#adapters[0].formatReply(signature, values);
  }

  parse(signature: AdapterSignature, text: string): Record<string, unknown> {
    return this.read(signature, text).values;
  }

  /** Reads the text in the first format that fits; the first one's error if none does. */
  read(signature: AdapterSignature, text: string): ReadReply {
    let failure: AdapterParseError | undefined;
    for (const adapter of this.#adapters) {
      try {
        return adapter.read(signature, text);
      } catch (error) {
        if (!(error instanceof AdapterParseError)) throw error;
        failure ??= error;
      }
    }
    throw failure as AdapterParseError;
  }

  /** The fields as the first format has them; a reply in another one starts them anew at its end. */
  openStream(signature: AdapterSignature): FieldStream {
    const first = this.#adapters[0].openStream?.(signature) ?? SILENT;
    return new CheckedStream(this, signature, withoutEnds(first));
  }

  async call(
    lm: LanguageModel,
    signature: AdapterSignature,
    task: AdapterTask,
    options?: AdapterCallOptions,
  ): Promise<AdapterReply> {
    const before: Attempts = { responses: [], corrections: [], fallbacks: [] };
    let failure: AdapterParseError | undefined;
    for (const [index, adapter] of this.#adapters.entries()) {
      const isLast = index === this.#adapters.length - 1;
      try {
        const reply = await adapter.call(lm, signature, task, optionsFor(options, before, isLast));
        return withEarlier(reply, before);
      } catch (error) {
        if (!(error instanceof AdapterParseError)) throw error;
        before.responses.push(...error.responses);
        before.corrections.push(...error.corrections);
        before.fallbacks.push({ route: adapter.name, reason: reasonOf(error) });
        const { responses, corrections } = before;
        const { finishReason } = error;
        failure = error.withAttempts({
          responses: [...responses],
          corrections: [...corrections],
          finishReason,
          cause: failure,
        });
      }
    }
    throw failure as AdapterParseError;
  }
}

/** The values at the end are the wrapper's to give. */
function withoutEnds(stream: FieldStream): FieldStream {
  return {
    push: (text) => stream.push(text),
    end: () => stream.end().filter(({ delta, isLast }) => isLast === undefined || delta !== ''),
  };
}
/** What the adapters tried so far have used. */
interface Attempts {
  readonly responses: LmResponse[];
  readonly corrections: Correction[];
  readonly fallbacks: Fallback[];
}

/**
 * What is left of the corrections. The next format is tried before the model is asked to mend a reply that cannot be read;
 * broken rules are mended where they are found.
 */
function optionsFor(
  options: AdapterCallOptions | undefined,
  { corrections }: Attempts,
  isLast: boolean,
): AdapterCallOptions | undefined {
  if (options?.maxCorrections === undefined) return options;
  const maxCorrections = options.maxCorrections - corrections.length;
  return isLast ? { ...options, maxCorrections } : { ...options, maxCorrections, correct: 'rules' };
}

function withEarlier(reply: AdapterReply, { responses, corrections, fallbacks }: Attempts): AdapterReply {
  if (responses.length === 0) return reply;
  return {
    ...reply,
    responses: [...responses, ...reply.responses],
    corrections: [...corrections, ...(reply.corrections ?? [])],
    fallbacks: [...fallbacks, ...(reply.fallbacks ?? [])],
  };
}

/** What was wrong with the first output at fault. */
function reasonOf({ issues }: AdapterParseError): string {
  const [first] = issues;
  return first === undefined ? 'the reply could not be read' : `${first.path}: ${excerpt(first.found, 120)}`;
}
