import { onAbort, retry, retryAfterOf, systemClock, withDeadline, type Clock } from '../../resilience';
import { isErrorLike, isPlainObject } from '../../util';
import { DatasetFetchError } from '../dataset-errors';
import type { DatasetUrlOptions } from '../file-options';

/** How addresses are asked. */
export interface WebSettings extends Pick<DatasetUrlOptions, 'token' | 'timeout' | 'maxRetries' | 'signal'> {
  readonly clock?: Clock;
}

/** What is asked of an address. */
export interface WebRequest {
  readonly url: URL;
  /** The address as errors name it. */
  readonly name: string;
  /** The bytes that are wanted, such as `bytes=0-99`. */
  readonly range?: string;
}

/**
 * Asks an address and reads its answer, again with growing waits when the server is busy or cannot be reached.
 *
 * @param read takes what is wanted from the answer; it is part of the attempt, and of its deadline.
 * @throws {@link DatasetFetchError} in the end, or the signal's reason.
 */
export function answerOf<Value>(
  request: WebRequest,
  settings: WebSettings,
  read: (response: Response) => Promise<Value>,
): Promise<Value> {
  const { timeout = 30_000, maxRetries = 4, signal, clock = systemClock } = settings;
  const onTimeout = (): Error => timedOut(request.name, timeout);
  return retry(
    {
      maxRetries,
      signal,
      clock,
      isRetryable: (error) => error instanceof DatasetFetchError && error.retryable,
      askedDelay: (error) => (error instanceof DatasetFetchError ? error.retryAfter : undefined),
    },
    () =>
      withDeadline({ timeout, signal, clock, onTimeout }, async (within) => {
        const response = await sent(request, settings.token, within);
        if (!response.ok) throw await refused(response, request.name, clock);
        try {
          return await read(response);
        } catch (cause) {
          within.throwIfAborted();
          throw isBreak(cause) ? broken(request.name, cause) : cause;
        }
      }),
  );
}

/** The bytes of an answer as they arrive, each within the time limit. */
export async function* streamedAnswer(
  request: WebRequest,
  settings: WebSettings,
): AsyncGenerator<Uint8Array> {
  const { timeout = 30_000, signal, clock = systemClock } = settings;
  const reader = (await answerOf(request, settings, async (response) => response.body))?.getReader();
  if (reader === undefined) return;
  const leave =
    signal === undefined
      ? () => undefined
      : onAbort(signal, () => void reader.cancel().catch(() => undefined));
  try {
    for (;;) {
      const onTimeout = (): Error => timedOut(request.name, timeout);
      const { done, value } = await withDeadline({ timeout, signal, clock, onTimeout }, () => reader.read());
      if (done) return;
      yield value;
    }
  } catch (cause) {
    signal?.throwIfAborted();
    throw isBreak(cause) ? broken(request.name, cause) : cause;
  } finally {
    leave();
    await reader.cancel().catch(() => undefined);
  }
}

async function sent(
  { url, name, range }: WebRequest,
  token: string | undefined,
  signal: AbortSignal,
): Promise<Response> {
  const headers: Record<string, string> = {};
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (range !== undefined) headers['range'] = range;
  try {
    return await fetch(url, { signal, headers });
  } catch (cause) {
    signal.throwIfAborted();
    throw new DatasetFetchError(name, {
      reason: 'could not be reached',
      retryable: true,
      // What fetch itself says is "fetch failed".
      cause: (cause as Error).cause ?? cause,
    });
  }
}

async function refused(response: Response, name: string, clock: Clock): Promise<DatasetFetchError> {
  const { status, headers } = response;
  return new DatasetFetchError(name, {
    reason: `answered with the status ${status}`,
    status,
    found: reasonIn(await response.text().catch(() => '')),
    retryable: status === 408 || status === 429 || status >= 500,
    retryAfter: retryAfterOf(headers, clock.now()),
    fix:
      status === 401 || status === 403
        ? 'give a token that may read it: { token: process.env.HF_TOKEN }.'
        : undefined,
  });
}

function reasonIn(body: string): string {
  try {
    const value: unknown = JSON.parse(body);
    return isPlainObject(value) && typeof value['error'] === 'string' ? value['error'] : body;
  } catch {
    return body;
  }
}

/** What `fetch` throws when a connection ends; from the platform's realm, so its name decides. */
function isBreak(error: unknown): boolean {
  return isErrorLike(error) && error.name === 'TypeError';
}

function timedOut(name: string, timeout: number): DatasetFetchError {
  return new DatasetFetchError(name, { reason: `did not answer within ${timeout} ms`, retryable: true });
}

function broken(name: string, cause: unknown): DatasetFetchError {
  return new DatasetFetchError(name, { reason: 'ended in the middle', retryable: true, cause });
}
