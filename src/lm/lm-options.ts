import type { CacheStore } from '../cache';
import { InvalidArgumentError } from '../errors';
import type { Clock } from '../resilience';
import { assertKnownOptions } from '../util';
import { Budget } from './budget/budget';
import { assertLimits, type BudgetLimits } from './budget/budget-limits';
import type { LmCapabilities } from './language-model';
import { assertBreakerOptions, type CircuitBreakerOptions } from './middleware/circuit-broken';
import { assertHedgeOptions, type HedgeOptions } from './middleware/hedged';
import { assertLimitOptions, type LimitOptions } from './middleware/limited';
import type { LmRetryOptions } from './middleware/retried';
import { assertDuration } from './numbers';
import { assertPrice, type ModelPrice } from './prices/model-price';
import type { LmSettings } from './request';

/** How an LM is made. Times are in milliseconds. */
export interface LmOptions extends LmSettings {
  /**
   * The account's secret. Read when the first call is made, kept out of everything that is printed or saved.
   * @default the provider's environment variable, such as `OPENAI_API_KEY`
   */
  readonly apiKey?: string;
  /**
   * Where the server is, up to and including its version, such as `http://localhost:8000/v1`.
   * @default the provider's environment variable, such as `OPENAI_BASE_URL`, else the provider's own server
   */
  readonly baseURL?: string;
  /**
   * Which of OpenAI's interfaces to use: chat completions, which all compatible servers have, or Responses.
   * @default 'responses' on OpenAI's own server for models that have no other (`-pro`, `-codex`, `-deep-research`), else 'chat'
   */
  readonly api?: 'chat' | 'responses';
  /** Sent with every request, besides or instead of our own. */
  readonly headers?: Readonly<Record<string, string>>;
  /** A client of the provider's own SDK to use instead of making one; key, `baseURL` and headers are then its own. */
  readonly client?: object;
  /** Replaces the global `fetch`. */
  readonly fetch?: typeof fetch;
  /** Fields for this vendor's request body, in every request. */
  readonly extra?: Readonly<Record<string, unknown>>;
  /** Says better than the provider's defaults what a compatible server can do. */
  readonly capabilities?: Partial<LmCapabilities>;
  /**
   * False makes no use of a cache; a store uses that one.
   * @default true for a provider's model: the cache in force; false for a model object
   */
  readonly cache?: boolean | CacheStore;
  /**
   * Whose replies the cache may share.
   * @default a fingerprint of the key and the headers
   */
  readonly tenant?: string;
  /**
   * Longest time a call waits for the cache's store; then it goes on without it.
   * @default 2_000
   */
  readonly cacheTimeout?: number;
  /**
   * What the model costs, in US dollars for a million tokens.
   * @default the price that `configure({ prices })` or the built-in table has for the model's name; else unknown
   */
  readonly price?: ModelPrice;
  /**
   * The most that all calls of this model may spend. An attempt that could cross it is refused before it is sent.
   * @default no limit but those of enclosing `withBudget`
   */
  readonly budget?: Budget | BudgetLimits;
  /** Part of every request that does not have its own: another number, another sample. */
  readonly rolloutId?: number | string;
  /**
   * Attempts after the first, for errors that may go away.
   * @default 3
   */
  readonly maxRetries?: number;
  /** How long the waits between attempts are. */
  readonly retry?: LmRetryOptions;
  /**
   * What the provider allows the account; shared with other LMs of the same server and key. A 429 lowers how many attempts
   * run at once by itself.
   * @default no limits but those learned from 429s
   */
  readonly limits?: LimitOptions;
  /**
   * Stops asking a provider that fails all the time.
   * @default never
   */
  readonly circuitBreaker?: CircuitBreakerOptions;
  /**
   * Makes another attempt beside a slow one. Costs more.
   * @default never
   */
  readonly hedge?: HedgeOptions;
  /**
   * Longest time of one attempt, from sending to the whole reply; `Infinity` for no limit. A streamed attempt has the two
   * limits below instead.
   * @default 600_000
   */
  readonly timeout?: number;
  /**
   * Longest time of a streamed attempt from sending to its first event; `Infinity` for no limit.
   * @default `timeout`
   */
  readonly firstEventTimeout?: number;
  /**
   * Longest silence within a streamed reply; `Infinity` for no limit.
   * @default 300_000
   */
  readonly idleTimeout?: number;
  /**
   * Longest time of a call, with all attempts and waits; of a stream, until its last event.
   * @default Infinity
   */
  readonly totalTimeout?: number;
  /**
   * How many calls `history` holds.
   * @default 100
   */
  readonly historySize?: number;
  /**
   * What tells the time and waits; tests give one of their own.
   * @default the machine's clock
   */
  readonly clock?: Clock;
  /**
   * Jitter of the waits: numbers in [0, 1).
   * @default Math.random
   */
  readonly random?: () => number;
}

/** The options that go into every request. */
export const SETTING_NAMES = [
  'temperature',
  'maxTokens',
  'topP',
  'stop',
  'n',
  'seed',
  'reasoningEffort',
  'maxReasoningTokens',
  'logprobs',
  'promptCache',
] as const satisfies readonly (keyof LmSettings)[];

const OPTION_NAMES: readonly (keyof LmOptions)[] = [
  ...SETTING_NAMES,
  'apiKey',
  'baseURL',
  'api',
  'headers',
  'client',
  'fetch',
  'extra',
  'capabilities',
  'cache',
  'tenant',
  'cacheTimeout',
  'price',
  'budget',
  'rolloutId',
  'maxRetries',
  'retry',
  'limits',
  'circuitBreaker',
  'hedge',
  'timeout',
  'firstEventTimeout',
  'idleTimeout',
  'totalTimeout',
  'historySize',
  'clock',
  'random',
];

/** Refuses unknown options and values that no call could work with. */
export function assertLmOptions(options: LmOptions, where: string): void {
  assertKnownOptions(options, OPTION_NAMES, where);
  assertKnownOptions(options.retry, ['firstDelay', 'maxDelay', 'maxRetryAfter'], `${where} retry`);
  assertKnownOptions(
    options.capabilities,
    ['jsonSchema', 'jsonMode', 'tools', 'reasoning', 'citations', 'manyOutputs'],
    `${where} capabilities`,
  );
  assertWhole(options.maxRetries, 0, `${where} maxRetries`);
  assertWhole(options.historySize, 0, `${where} historySize`);
  assertWhole(options.maxTokens, 1, `${where} maxTokens`);
  assertWhole(options.n, 1, `${where} n`);
  assertWhole(options.maxReasoningTokens, 1, `${where} maxReasoningTokens`);
  assertWhole(options.logprobs, 0, `${where} logprobs`);
  assertApi(options.api, `${where} api`);
  assertDuration(options.timeout, `${where} timeout`);
  assertDuration(options.firstEventTimeout, `${where} firstEventTimeout`);
  assertDuration(options.idleTimeout, `${where} idleTimeout`);
  assertDuration(options.totalTimeout, `${where} totalTimeout`);
  assertDuration(options.cacheTimeout, `${where} cacheTimeout`);
  if (options.price !== undefined) assertPrice(options.price, `${where} price`);
  if (options.limits !== undefined) assertLimitOptions(options.limits, `${where} limits`);
  if (options.circuitBreaker !== undefined) {
    assertBreakerOptions(options.circuitBreaker, `${where} circuitBreaker`);
  }
  if (options.hedge !== undefined) assertHedgeOptions(options.hedge, `${where} hedge`);
  const { budget } = options;
  if (budget !== undefined && !Budget.isInstance(budget)) assertLimits(budget, `${where} budget`);
}

function assertWhole(value: number | undefined, least: number, where: string): void {
  if (value === undefined || (Number.isSafeInteger(value) && value >= least)) return;
  throw new InvalidArgumentError(where, {
    found: String(value),
    expected: `a whole number, at least ${least}.`,
  });
}

function assertApi(value: unknown, where: string): void {
  if (value === undefined || value === 'chat' || value === 'responses') return;
  throw new InvalidArgumentError(where, { found: String(value), expected: "'chat' or 'responses'." });
}
