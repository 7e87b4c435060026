import type { LmRequest } from '../request';
import type { LmResponse } from '../response';

/** What surrounds one request about a batch. */
export interface BatchCall {
  /** Aborts it; the abort reaches the socket. */
  readonly signal?: AbortSignal | undefined;
}

/** How far a batch is. */
export interface BatchProgress {
  /** The provider's id of it. */
  readonly id: string;
  /** Whether nothing more will come. */
  readonly isDone: boolean;
  /** How many requests are in it, as far as the provider says. */
  readonly total: number;
  /** How many of them have ended, well or not. */
  readonly ended: number;
}

/** A provider's way of answering many requests within hours, at a lower price. */
export interface LmBatches {
  /**
   * Hands requests in, each under its custom id.
   *
   * @param key names the batch, so that it is found again.
   * @returns the provider's id of the batch.
   */
  submit(requests: ReadonlyMap<string, LmRequest>, key: string, call: BatchCall): Promise<string>;
  /** The id of a batch that was handed in under this key by a process that did not live to write it down. */
  find?(key: string, call: BatchCall): Promise<string | undefined>;
  /** How far it is. */
  poll(id: string, call: BatchCall): Promise<BatchProgress>;
  /** What came, by custom id, in the provider's own form: plain JSON. */
  collect(id: string, call: BatchCall): Promise<ReadonlyMap<string, unknown>>;
  /**
   * What came for one request, in the neutral form.
   *
   * @throws {@link LmError} for a request that failed; `raw` is undefined for one of which nothing came.
   */
  read(raw: unknown, request: LmRequest): LmResponse;
}
