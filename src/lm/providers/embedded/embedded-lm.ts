import { InvalidArgumentError } from '../../../errors';
import { LM } from '../../lm';
import type { LmOptions } from '../../lm-options';

/** Options of an {@link EmbeddedLM}: those of any LM that a model without a server has a use for. */
export interface EmbeddedLmOptions extends Omit<
  LmOptions,
  'apiKey' | 'baseURL' | 'headers' | 'client' | 'fetch' | 'capabilities' | 'seed'
> {
  /**
   * Decides near-ties where a temperature or a rollout id asks for variation.
   * @default 0
   */
  readonly seed?: number;
}

/**
 * A model that runs in the process, needs no key and sends nothing: what programs run on when there is no other.
 *
 * It is a small in-context learner, not a language model. It answers from the demonstrations in the prompt that are
 * nearest to the request, from words shared with labels and their descriptions, and by quoting the input. More and
 * better demonstrations give better answers; without any it is weak. The same request gives the same reply.
 *
 * @example
 * ```ts
 * configure({ lm: new EmbeddedLM() });
 * ```
 */
export class EmbeddedLM extends LM {
  /** @throws for an unknown or unusable option. */
  constructor(options: EmbeddedLmOptions = {}) {
    const { seed = 0, ...rest } = options;
    if (!Number.isSafeInteger(seed)) {
      throw new InvalidArgumentError('new EmbeddedLM({ seed })', {
        found: String(seed),
        expected: 'a whole number.',
      });
    }
    super('embedded/default', {
      ...(seed === 0 ? {} : { seed }),
      cache: false,
      maxRetries: 0,
      timeout: Number.POSITIVE_INFINITY,
      ...rest,
    });
  }
}
