import { type Clock, systemClock } from '../../resilience';
import { assertKnownOptions, messageOf } from '../../util';
import type { LanguageModel } from '../language-model';
import { LmError } from '../lm-error';
import { LmServerError, LmTimeoutError, LmTransportError } from '../lm-errors';
import { assertAtLeast, assertDuration } from '../numbers';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { observeStream } from './observe-stream';

/** When a circuit breaks, and for how long. */
export interface CircuitBreakerOptions {
  /**
   * Failures in a row after which nothing is sent for a while: server errors, time-outs and broken connections.
   * @default 5
   */
  readonly failures?: number;
  /**
   * How long nothing is sent, in milliseconds; then one attempt finds out.
   * @default 30_000
   */
  readonly cooldown?: number;
}

/** {@link CircuitBreakerOptions} and the time. */
export interface CircuitBrokenOptions extends CircuitBreakerOptions {
  /**
   * What tells the time.
   * @default the machine's clock
   */
  readonly clock?: Clock | undefined;
}

/** The provider failed so often that it is left alone for a while; nothing was sent. */
export class CircuitOpenError extends LmError {
  static override readonly code: string = 'LM_CIRCUIT_OPEN';
  static override readonly reachesProvider: boolean = false;

  /** @param wait how long it will be left alone, in milliseconds. */
  constructor({ provider, model }: LanguageModel, wait: number, cause: unknown) {
    super(
      {
        problem: `${provider}/${model} failed again and again; nothing is sent to it for another ${Math.ceil(wait)} ms.`,
        fix: 'wait, or let another model answer: fallback([model, other]).',
        ...(cause === undefined ? {} : { cause: new Error(messageOf(cause)) }),
      },
      { provider, model },
    );
  }
}

/** Stops asking a provider that fails all the time, so that it can recover and callers need not wait for it. */
export function circuitBroken(inner: LanguageModel, options: CircuitBrokenOptions = {}): LanguageModel {
  const { clock = systemClock, ...given } = options;
  assertBreakerOptions(given, 'circuitBroken(model, ...)');
  const circuit = new Circuit(given, clock);
  const enter = (): void => {
    const wait = circuit.enter();
    if (wait > 0) throw new CircuitOpenError(inner, wait, circuit.lastError);
  };
  return wrapModel(
    inner,
    async (request, call) => {
      enter();
      try {
        const response = await inner.doGenerate(request, call);
        circuit.succeeded();
        return response;
      } catch (error) {
        circuit.failed(error);
        throw error;
      }
    },
    async function* (request, call) {
      enter();
      yield* observeStream(streamOf(inner, request, call), {
        finished: () => circuit.succeeded(),
        failed: (error) => circuit.failed(error),
        left: () => circuit.left(),
      });
    },
  );
}

/** Refuses a breaker that could not work. */
export function assertBreakerOptions(options: CircuitBreakerOptions, where: string): void {
  assertKnownOptions(options, ['failures', 'cooldown'], where);
  assertAtLeast(options.failures, 1, `${where} failures`);
  assertDuration(options.cooldown, `${where} cooldown`);
}

class Circuit {
  lastError: unknown;
  readonly #most: number;
  readonly #cooldown: number;
  readonly #clock: Clock;
  #failures = 0;
  #openUntil = 0;
  #isTrying = false;

  constructor({ failures = 5, cooldown = 30_000 }: CircuitBreakerOptions, clock: Clock) {
    this.#most = failures;
    this.#cooldown = cooldown;
    this.#clock = clock;
  }

  /** 0 when an attempt may begin; else how long to wait. */
  enter(): number {
    if (this.#failures < this.#most) return 0;
    const wait = this.#openUntil - this.#clock.now();
    if (wait > 0 || this.#isTrying) return Math.max(wait, 1);
    this.#isTrying = true;
    return 0;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#isTrying = false;
    this.lastError = undefined;
  }

  failed(error: unknown): void {
    const isOutage =
      error instanceof LmServerError || error instanceof LmTimeoutError || error instanceof LmTransportError;
    // Whoever refuses a request is alive; whoever was not asked says nothing.
    if (!isOutage) return error instanceof LmError && error.reachedProvider ? this.succeeded() : this.left();
    this.lastError = error;
    this.#isTrying = false;
    this.#failures++;
    if (this.#failures >= this.#most) this.#openUntil = this.#clock.now() + this.#cooldown;
  }

  left(): void {
    this.#isTrying = false;
  }
}
