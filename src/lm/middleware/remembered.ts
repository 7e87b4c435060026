import { DspyError } from '../../errors';
import type { Clock } from '../../resilience';
import { excerpt, messageOf } from '../../util';
import { streamLeft } from '../event-stream';
import type { History, HistoryEntry } from '../history';
import type { LanguageModel } from '../language-model';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { observeStream } from './observe-stream';

/** Where calls are written down, and by which clock. */
export interface RememberedOptions {
  readonly histories: readonly History[];
  readonly clock: Clock;
}

/** Writes every call down when it ends, well or not, and completes what a reply says of how it came about. */
export function remembered(inner: LanguageModel, { histories, clock }: RememberedOptions): LanguageModel {
  const write = (
    request: LmRequest,
    startedAt: number,
    outcome: Pick<HistoryEntry, 'response' | 'error'>,
  ): void => {
    const { provider, model } = inner;
    const entry = { provider, model, request, ...outcome, startedAt, duration: clock.now() - startedAt };
    for (const history of histories) history.add(entry);
  };
  return wrapModel(
    inner,
    (request, call) => {
      const startedAt = clock.now();
      return inner.doGenerate(request, call).then(
        (reply) => {
          const response = completed(reply);
          write(request, startedAt, { response });
          return response;
        },
        (error: unknown) => {
          write(request, startedAt, { error: describe(error) });
          throw error;
        },
      );
    },
    async function* (request, call) {
      const startedAt = clock.now();
      const events = observeStream(streamOf(inner, request, call), {
        finished: (response) => write(request, startedAt, { response: completed(response) }),
        failed: (error) => write(request, startedAt, { error: describe(error) }),
        left: () => write(request, startedAt, { error: describe(streamLeft()) }),
      });
      for await (const event of events) {
        yield event.type === 'finish' ? { ...event, response: completed(event.response) } : event;
      }
    },
  );
}

function describe(error: unknown): { readonly code: string; readonly message: string } {
  const code = DspyError.isInstance(error) ? error.code : 'ABORTED';
  return { code, message: excerpt(messageOf(error), 2000) };
}

function completed(response: LmResponse): LmResponse {
  if (response.attempts !== undefined && response.cached) return response;
  const { usage, cacheStatus = 'off' } = response;
  const { requests: attempts, cost } = usage;
  return cost === undefined
    ? { ...response, cacheStatus, attempts }
    : { ...response, cacheStatus, attempts, cost };
}
