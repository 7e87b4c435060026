import { NO_USAGE, type Usage } from '../../messages';
import type { LanguageModel } from '../language-model';
import { LmError } from '../lm-error';
import { streamOf } from '../stream-of';
import { reportUsage } from '../usage-tracker';
import { wrapModel } from '../wrap-model';
import { observeStream } from './observe-stream';

/** Reports every attempt that reached the provider to the usage trackers around it, failed and abandoned ones included. */
export function counted(inner: LanguageModel): LanguageModel {
  const name = `${inner.provider}/${inner.model}`;
  const report = (usage: Usage): void => reportUsage(name, usage);
  const failed = (error: unknown): void => {
    if (!(error instanceof LmError) || error.reachedProvider) report({ ...NO_USAGE, requests: 1 });
  };
  return wrapModel(
    inner,
    async (request, call) => {
      call.signal?.throwIfAborted();
      try {
        const response = await inner.doGenerate(request, call);
        report(response.usage);
        return response;
      } catch (error) {
        failed(error);
        throw error;
      }
    },
    async function* (request, call) {
      call.signal?.throwIfAborted();
      yield* observeStream(streamOf(inner, request, call), {
        finished: ({ usage }) => report(usage),
        failed,
        left: (usage) => report({ ...usage, requests: Math.max(1, usage.requests) }),
      });
    },
  );
}
