import { DspyError } from '../../errors';
import type { Clock } from '../../resilience';
import { excerpt, messageOf } from '../../util';
import { streamLeft } from '../event-stream';
import type { History, HistoryEntry } from '../history';
import type { LanguageModel } from '../language-model';
import type { LmRequest } from '../request';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { observeStream } from './observe-stream';

/** Where calls are written down, and by which clock. */
export interface RememberedOptions {
  readonly histories: readonly History[];
  readonly clock: Clock;
}

/** Writes every call down when it ends, well or not. */
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
    async (request, call) => {
      const startedAt = clock.now();
      try {
        const response = await inner.doGenerate(request, call);
        write(request, startedAt, { response });
        return response;
      } catch (error) {
        write(request, startedAt, { error: describe(error) });
        throw error;
      }
    },
    async function* (request, call) {
      const startedAt = clock.now();
      yield* observeStream(streamOf(inner, request, call), {
        finished: (response) => write(request, startedAt, { response }),
        failed: (error) => write(request, startedAt, { error: describe(error) }),
        left: () => write(request, startedAt, { error: describe(streamLeft()) }),
      });
    },
  );
}

function describe(error: unknown): { readonly code: string; readonly message: string } {
  const code = DspyError.isInstance(error) ? error.code : 'ABORTED';
  return { code, message: excerpt(messageOf(error), 2000) };
}
