import type { Redis } from 'ioredis';
import { DspyError } from '../../errors';
import { isErrorLike } from '../../util';
import { RedisCommandError, RedisConnectionError } from '../distributed-errors';
import { shownAddress, withoutPassword, type RedisAddress } from './redis-address';

const REFUSED = /^(?:WRONGPASS|NOAUTH|NOPERM|ERR AUTH|ERR invalid password)/;

/** How long to wait for Redis, and whom to tell. */
export interface LinkTerms {
  /** How long a connection may be lost, in milliseconds. */
  readonly timeout: number;
  /** Told when Redis was away for longer, or does not let us in. The link is closed then. */
  readonly onLost: (error: RedisConnectionError) => void;
  /** Told when a connection that was lost is there again. */
  readonly onBack?: () => void;
}

/** A connection to Redis that waits when it is lost, but not for ever. */
export class RedisLink {
  readonly client: Redis;
  readonly #address: RedisAddress;
  readonly #terms: LinkTerms;
  #timer: NodeJS.Timeout | undefined;
  #reason = 'no answer';
  #wasReady = false;
  #isClosed = false;

  constructor({ Redis }: Pick<typeof import('ioredis'), 'Redis'>, address: RedisAddress, terms: LinkTerms) {
    this.#address = address;
    this.#terms = terms;
    const { tls = false, ...rest } = address;
    this.client = new Redis({
      ...rest,
      ...(tls === false ? {} : { tls: tls === true ? {} : tls }),
      // Commands wait for the connection to come back; how long is our affair.
      maxRetriesPerRequest: null,
      // A process that is done does not stay for a socket that does not close.
      disconnectTimeout: 200,
    });
    this.client.on('error', (error) => this.#hear(error));
    this.client.on('close', () => this.#wait());
    this.client.on('ready', () => this.#goOn());
    this.#wait();
  }

  /** An error of Redis as a text without a password. Its other parts hold the commands, and those the password. */
  textOf(error: unknown): string {
    return withoutPassword(isErrorLike(error) ? textOf(error) : String(error), this.#address);
  }

  /** What to throw for an error of Redis. */
  faultOf(error: unknown): unknown {
    return DspyError.isInstance(error) ? error : new RedisCommandError(this.textOf(error));
  }

  /** Ends the connection. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.client.disconnect();
  }

  #hear(error: unknown): void {
    this.#reason = this.textOf(error);
    if (REFUSED.test(this.#reason)) this.#lose();
  }

  #wait(): void {
    if (this.#isClosed) return;
    this.#timer ??= setTimeout(() => this.#lose(), this.#terms.timeout);
  }

  #goOn(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#wasReady) this.#terms.onBack?.();
    this.#wasReady = true;
  }

  #lose(): void {
    if (this.#isClosed) return;
    this.close();
    this.#terms.onLost(
      new RedisConnectionError(shownAddress(this.#address), this.#reason, this.#terms.timeout),
    );
  }
}

/** Errors of several addresses have no message of their own. */
function textOf(error: { readonly message: string }): string {
  const { errors = [] } = error as { readonly errors?: readonly { readonly message: string }[] };
  return error.message === '' ? errors.map(({ message }) => message).join('; ') : error.message;
}
