import { onAbort, type Clock } from '../../resilience';

/** What a model may use of an account. */
export interface RateLimits {
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
  readonly concurrency: number;
}

/** One attempt that wants to begin. */
export interface Applicant {
  readonly limits: RateLimits;
  /** What it will take, as far as can be guessed. */
  readonly tokens: number;
  readonly signal: AbortSignal | undefined;
}

/** Leave to make one attempt. `done` is to be called once, when it has ended. */
export interface Permit {
  done(outcome: { readonly tokens?: number | undefined; readonly isLimited: boolean }): void;
}

interface Attempt {
  readonly at: number;
  tokens: number;
}

interface Waiting extends Applicant {
  readonly begin: () => void;
}

const MINUTE = 60_000;
/** A ceiling this high is none. */
const HIGHEST_CEILING = 1024;

/**
 * Keeps the attempts on one account within its limits: so many at once, so many and so many tokens in any minute. First come,
 * first served.
 *
 * How many at once is learned (AIMD, as TCP does it): a 429 halves what was under way, each success adds a little.
 */
export class Limiter {
  readonly #clock: Clock;
  readonly #waiting = new Set<Waiting>();
  readonly #lastMinute: Attempt[] = [];
  #ceiling = Number.POSITIVE_INFINITY;
  #underWay = 0;
  #begun = 0;
  #loweredAt = 0;
  #stopTimer: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many may be under way at once, as learned; `Infinity` until a 429. */
  get ceiling(): number {
    return this.#ceiling;
  }

  /** Begins at once or waits for its turn. Rejects with the signal's reason when it aborts. */
  acquire(applicant: Applicant): Permit | Promise<Permit> {
    applicant.signal?.throwIfAborted();
    if (this.#waiting.size === 0 && this.#delay(applicant) === 0) return this.#begin(applicant);
    return this.#queue(applicant);
  }

  #queue(applicant: Applicant): Promise<Permit> {
    const { signal } = applicant;
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.#waiting.delete(waiting);
        reject(signal?.reason);
        this.#admit();
      };
      const begin = (): void => {
        stay?.();
        resolve(this.#begin(applicant));
      };
      const waiting: Waiting = { ...applicant, begin };
      const stay = signal && onAbort(signal, leave);
      this.#waiting.add(waiting);
      this.#admit();
    });
  }

  /** Lets in whoever may begin; sets a timer when time alone will let in the next one. */
  #admit(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
    for (const waiting of this.#waiting) {
      const delay = this.#delay(waiting);
      if (delay > 0) {
        if (delay !== Number.POSITIVE_INFINITY) {
          this.#stopTimer = this.#clock.startTimer(delay, () => this.#admit());
        }
        return;
      }
      this.#waiting.delete(waiting);
      waiting.begin();
    }
  }

  /** 0 to begin now; `Infinity` when another attempt has to end first; else milliseconds. */
  #delay({ limits, tokens }: Applicant): number {
    if (this.#underWay >= Math.floor(Math.min(limits.concurrency, this.#ceiling)))
      return Number.POSITIVE_INFINITY;
    const { requestsPerMinute, tokensPerMinute } = limits;
    if (requestsPerMinute === Number.POSITIVE_INFINITY && tokensPerMinute === Number.POSITIVE_INFINITY)
      return 0;
    const now = this.#clock.now();
    while (this.#lastMinute[0] !== undefined && this.#lastMinute[0].at + MINUTE <= now)
      this.#lastMinute.shift();
    let requests = this.#lastMinute.length + 1;
    let taken = this.#lastMinute.reduce((sum, attempt) => sum + attempt.tokens, tokens);
    let delay = 0;
    for (const attempt of this.#lastMinute) {
      if (requests <= requestsPerMinute && taken <= tokensPerMinute) break;
      requests--;
      taken -= attempt.tokens;
      delay = attempt.at + MINUTE - now;
    }
    // One that is too large by itself begins when nothing else was taken in the last minute.
    return delay;
  }

  #begin({ limits, tokens }: Applicant): Permit {
    this.#underWay++;
    const number = ++this.#begun;
    const attempt: Attempt = { at: this.#clock.now(), tokens };
    const isRated =
      limits.requestsPerMinute !== Number.POSITIVE_INFINITY ||
      limits.tokensPerMinute !== Number.POSITIVE_INFINITY;
    if (isRated) this.#lastMinute.push(attempt);
    let isOpen = true;
    return {
      done: ({ tokens: used, isLimited }) => {
        if (!isOpen) return;
        isOpen = false;
        if (used !== undefined) attempt.tokens = used;
        if (isLimited) this.#lower(number);
        else if (used !== undefined) this.#raise();
        this.#underWay--;
        if (this.#waiting.size > 0) this.#admit();
      },
    };
  }

  /** Once for all attempts that were under way together. */
  #lower(number: number): void {
    if (number <= this.#loweredAt) return;
    this.#loweredAt = this.#begun;
    this.#ceiling = Math.max(1, Math.min(this.#ceiling, this.#underWay) / 2);
  }

  #raise(): void {
    if (this.#ceiling === Number.POSITIVE_INFINITY) return;
    this.#ceiling += 1 / this.#ceiling;
    if (this.#ceiling > HIGHEST_CEILING) this.#ceiling = Number.POSITIVE_INFINITY;
  }
}
