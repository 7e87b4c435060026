import { NO_USAGE } from '../../messages';
import type { LanguageModel } from '../language-model';
import { LmError } from '../lm-error';
import { reportUsage } from '../usage-tracker';
import { wrapModel } from '../wrap-model';

/** Reports every attempt that reached the provider to the usage trackers around it, failed ones included. */
export function counted(inner: LanguageModel): LanguageModel {
  const name = `${inner.provider}/${inner.model}`;
  return wrapModel(inner, async (request, call) => {
    call.signal?.throwIfAborted();
    try {
      const response = await inner.doGenerate(request, call);
      reportUsage(name, response.usage);
      return response;
    } catch (error) {
      if (!(error instanceof LmError) || error.reachedProvider)
        reportUsage(name, { ...NO_USAGE, requests: 1 });
      throw error;
    }
  });
}
