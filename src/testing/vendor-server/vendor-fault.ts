/** Statuses that vendors answer with when something is wrong. */
export type FaultStatus = 400 | 401 | 403 | 404 | 408 | 409 | 413 | 422 | 429 | 500 | 502 | 503 | 529;

/** The server answers with an error. */
export interface StatusFault {
  readonly kind: 'status';
  readonly status: FaultStatus;
  /** Sent as `retry-after`: seconds, or a date as HTTP writes it. */
  readonly retryAfter?: number | string;
  /**
   * The vendor's own name for the error.
   * @default the usual one for the status
   */
  readonly code?: string;
}

/**
 * Something that goes wrong with one request.
 *
 * - `status`: an error answer;
 * - `reset`: the connection is broken, after so many stream events or before anything was sent;
 * - `truncated`: the answer ends in the middle of its JSON, or of an event;
 * - `slow`: the first byte comes after `delay` milliseconds;
 * - `hang`: no answer until the client leaves;
 * - `stalled`: a stream falls silent after so many events, until the client leaves;
 * - `garbage`: status 200 with a page of HTML;
 * - `empty`: status 200 with nothing;
 * - `duplicated`: events of a stream that carry no text are sent twice.
 */
export type VendorFault =
  | StatusFault
  | { readonly kind: 'reset'; readonly afterEvents?: number }
  | { readonly kind: 'truncated' }
  | { readonly kind: 'slow'; readonly delay: number }
  | { readonly kind: 'hang' }
  | { readonly kind: 'stalled'; readonly afterEvents: number }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'duplicated' };
