import { DspyError, type ErrorParts } from '../errors';

/** What is known about a failed call, beyond the words. Never a secret. */
export interface LmErrorFacts {
  readonly provider?: string;
  readonly model?: string;
  /** The HTTP status, if a server answered. */
  readonly status?: number;
  /** The provider's id of the request, for its support. */
  readonly requestId?: string;
  /** How long the provider asks to wait, in milliseconds. */
  readonly retryAfterMs?: number;
  /** The provider's own code or type of the error. */
  readonly providerCode?: string;
  /** Overrides what the class says, when the provider says so itself. */
  readonly retryable?: boolean;
}

/** The root of everything that can go wrong with a model call, except that the caller aborts it. */
export abstract class LmError extends DspyError {
  static override readonly code: string = 'LM';
  /** What `retryable` is when the provider does not say. */
  static readonly retryableByDefault: boolean = false;
  /** Whether such an error means that a provider was asked: it then counts as a request. */
  static readonly reachesProvider: boolean = true;

  override readonly retryable: boolean;
  readonly provider?: string;
  readonly model?: string;
  readonly status?: number;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  readonly providerCode?: string;
  /** Whether a provider was asked. */
  readonly reachedProvider: boolean;

  constructor(parts: ErrorParts, facts: LmErrorFacts = {}) {
    super(parts);
    const { retryable, ...known } = facts;
    Object.assign(this, known);
    this.retryable = retryable ?? new.target.retryableByDefault;
    this.reachedProvider = new.target.reachesProvider;
  }
}
