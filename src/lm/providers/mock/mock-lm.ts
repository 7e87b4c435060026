import { InvalidArgumentError } from '../../../errors';
import type { LmCapabilities } from '../../language-model';
import { LM } from '../../lm';
import type { LmOptions } from '../../lm-options';
import type { LmRequest } from '../../request';
import type { MockReply, MockResponder } from './mock-reply';
import { ScriptedModel } from './scripted-model';

/** Options of a {@link MockLM}: those of any LM, and who it claims to be. */
export interface MockLmOptions extends Omit<
  LmOptions,
  'apiKey' | 'baseURL' | 'headers' | 'client' | 'fetch' | 'capabilities'
> {
  /**
   * The provider it claims to be.
   * @default 'mock'
   */
  readonly provider?: string;
  /**
   * The model it claims to be.
   * @default 'mock'
   */
  readonly model?: string;
  /**
   * The server it claims to be.
   * @default 'mock:' and a number of its own, so that two mocks never share cached replies
   */
  readonly endpoint?: string;
  /**
   * How many characters a piece of a streamed reply has.
   * @default a word
   */
  readonly chunkSize?: number;
  /**
   * What it claims to be able to do.
   * @default everything
   */
  readonly capabilities?: Partial<LmCapabilities>;
}

/**
 * A model for tests that answers from a script and records what it was asked.
 *
 * Its cache is off and nothing is retried unless the options say so. Asked once more than the script has replies, it
 * throws {@link MockScriptEndedError}.
 *
 * @example
 * ```ts
 * const lm = new MockLM(['Paris', { text: '', toolCalls: [{ name: 'search', arguments: { query: 'Dune' } }] }]);
 * ```
 */
export class MockLM extends LM {
  readonly #script: ScriptedModel;

  /**
   * @param replies in the order of the requests; or one function for all of them.
   */
  constructor(replies: readonly MockReply[] | MockResponder = [], options: MockLmOptions = {}) {
    const { provider, model, endpoint, capabilities, chunkSize, ...rest } = options;
    assertChunkSize(chunkSize);
    const script = new ScriptedModel(replies, { provider, model, endpoint, capabilities, chunkSize });
    super(script, { cache: false, maxRetries: 0, timeout: Number.POSITIVE_INFINITY, ...rest });
    this.#script = script;
  }

  /** All requests that reached the script, oldest first. */
  get requests(): readonly LmRequest[] {
    return this.#script.requests;
  }

  /** How many replies are left; `Infinity` when a function answers. */
  get repliesLeft(): number {
    return this.#script.repliesLeft;
  }
}

function assertChunkSize(size: number | undefined): void {
  if (size === undefined || (Number.isSafeInteger(size) && size > 0)) return;
  throw new InvalidArgumentError('new MockLM(replies, { chunkSize })', {
    found: String(size),
    expected: 'a whole number, at least 1.',
  });
}
