import { DspyError, InvalidArgumentError } from '../../../errors';
import { redactorOf } from '../../../lm';
import { retryAfterOf, systemClock } from '../../../resilience';
import { inSpan } from '../../../tracing';
import { assertKnownOptions, isPlainObject } from '../../../util';
import { readQuestion } from '../../check-options';
import type { Passage, RetrieveOptions, Retriever } from '../../retriever';
import { RetrieverError, UnsupportedFilterError } from '../../retriever-errors';
import {
  assertSupervision,
  superviseCall,
  SUPERVISION_OPTIONS,
  type SupervisionOptions,
} from '../../supervision/call-policy';
import { serverError } from '../server-error';

/** Where a {@link ColBERTv2} server is, and how it is asked. */
export interface ColBERTv2Options extends SupervisionOptions {
  /** The address that is asked, such as `http://localhost:8893/api/search`. */
  readonly url: string;
  /**
   * Whether the question is sent as JSON in the body, and not in the address.
   * @default false
   */
  readonly postRequests?: boolean;
  /**
   * Sent with every request.
   * @default none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * What makes the requests.
   * @default the global fetch
   */
  readonly fetch?: typeof fetch;
}

/** The server's limit. */
const MOST = 100;
const NAME = 'ColBERTv2';

/**
 * Asks a ColBERTv2 server, by the protocol that DSPy speaks: `?query=…&k=…` or the same as JSON; `{ "topk": [{ "text", "pid",
 * "score", … }] }` comes back.
 *
 * What a passage has beside text, id and score is its metadata. The server knows no filters.
 *
 * @remarks DSPy's `ColBERTv2`. Answers are not kept by themselves: put a {@link SupervisedRetriever} with a cache around it.
 *
 * @example
 * ```ts
 * const retriever = new ColBERTv2({ url: 'http://localhost:8893/api/search' });
 * ```
 */
export class ColBERTv2 implements Retriever {
  readonly #options: ColBERTv2Options;

  /** @throws {@link InvalidArgumentError}, {@link UnknownOptionError}. */
  constructor(options: ColBERTv2Options) {
    assertKnownOptions(
      options,
      [...SUPERVISION_OPTIONS, 'url', 'postRequests', 'headers', 'fetch'],
      'new ColBERTv2(...)',
    );
    assertSupervision(options, 'new ColBERTv2(...)');
    if (!URL.canParse(options.url)) {
      throw new InvalidArgumentError('new ColBERTv2({ url })', {
        found: typeof options.url === 'string' ? 'a text that is no address' : typeof options.url,
        expected: 'an address such as http://localhost:8893/api/search.',
      });
    }
    this.#options = Object.freeze({ ...options });
  }

  /** @throws (as a rejection) {@link RetrieverError}, {@link UnsupportedFilterError}; the signal's reason. */
  async retrieve(query: string, options: RetrieveOptions = {}): Promise<readonly Passage[]> {
    const { k, signal } = readQuestion(query, options);
    const { name = NAME } = this.#options;
    if (options.filter !== undefined)
      throw new UnsupportedFilterError(name, 'a filter', 'none: the server has no way to filter.');
    if (k > MOST) {
      throw new InvalidArgumentError('retrieve(query, { k })', {
        found: String(k),
        expected: `at most ${MOST}, the server's limit.`,
      });
    }
    const attempt = (inner: AbortSignal): Promise<readonly Passage[]> => this.#ask({ query, k }, inner);
    return inSpan(
      'retriever',
      () => ({ name, inputs: { query, k } }),
      () => superviseCall(this.#options, { name, signal, attempt }),
    );
  }

  async #ask(
    question: { readonly query: string; readonly k: number },
    signal: AbortSignal,
  ): Promise<readonly Passage[]> {
    const { name = NAME, headers = {}, fetch: send = globalThis.fetch } = this.#options;
    const context = { name, redact: redactorOf(Object.values(headers)) };
    try {
      const { address, init } = this.#request(question);
      const response = await send(address, { ...init, signal });
      const text = await response.text();
      if (!response.ok) {
        const retryAfterMs = retryAfterOf(response.headers, systemClock.now());
        const facts = {
          status: response.status,
          message: text,
          ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        };
        throw serverError(undefined, context, facts);
      }
      return passagesIn(text, name);
    } catch (error) {
      signal.throwIfAborted();
      throw DspyError.isInstance(error) ? error : serverError(error, context);
    }
  }

  #request({ query, k }: { readonly query: string; readonly k: number }): {
    address: URL;
    init: RequestInit;
  } {
    const { url, postRequests = false, headers = {} } = this.#options;
    const address = new URL(url);
    if (postRequests) {
      const body = JSON.stringify({ query, k });
      return {
        address,
        init: { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body },
      };
    }
    address.searchParams.set('query', query);
    address.searchParams.set('k', String(k));
    return { address, init: { headers: { ...headers } } };
  }
}

function passagesIn(text: string, name: string): readonly Passage[] {
  const answer = parsed(text, name);
  if (answer['error'] !== undefined && answer['error'] !== false) {
    const found = String(answer['message'] ?? answer['error']);
    throw new RetrieverError({ problem: `${name} could not answer.`, found });
  }
  const { topk } = answer;
  if (!Array.isArray(topk) || !topk.every(isPlainObject)) throw noAnswer(name);
  return topk.map(({ text: passage, pid, score, ...metadata }, place) =>
    Object.freeze({
      text: String(passage ?? ''),
      id: String(pid ?? place),
      // Rank counts where a server tells no score.
      score: typeof score === 'number' ? score : -place,
      metadata,
    }),
  );
}

function parsed(text: string, name: string): Readonly<Record<string, unknown>> {
  try {
    const answer: unknown = JSON.parse(text);
    if (isPlainObject(answer)) return answer;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw noAnswer(name);
}

function noAnswer(name: string): RetrieverError {
  return new RetrieverError({
    problem: `${name} answered with something that is no list of passages.`,
    expected: '{ "topk": [{ "text": … }] }.',
    fix: 'check the option url.',
  });
}
