import { addUsage, NO_USAGE } from '../../messages';
import { linkSignals, type LinkedSignal } from '../../resilience';
import { streamLeft } from '../event-stream';
import type { LanguageModel, LmCall } from '../language-model';
import type { LmRequest } from '../request';
import type { LmResponse } from '../response';
import type { LmStreamEvent } from '../stream-event';
import { streamOf } from '../stream-of';
import { wrapModel } from '../wrap-model';
import { mergeStreams } from './merge-streams';

/**
 * Gives as many replies as `settings.n` asks for, whoever answers: a model that gives one to a request is asked several times
 * at once. A server that claims to give many and does not is told of in a warning.
 *
 * The first failure ends all.
 */
export function sampled(inner: LanguageModel): LanguageModel {
  const isDirect = (request: LmRequest): boolean =>
    (request.settings?.n ?? 1) <= 1 || inner.capabilities.manyOutputs === true;
  return wrapModel(
    inner,
    // Not async: one reply, which is what nearly all ask for, waits for nothing more.
    (request, call) => {
      if ((request.settings?.n ?? 1) <= 1) return inner.doGenerate(request, call);
      return isDirect(request) ? warned(inner, request, call) : sampleEach(inner, request, call);
    },
    (request, call) => (isDirect(request) ? passed(inner, request, call) : streamEach(inner, request, call)),
  );
}

async function warned(inner: LanguageModel, request: LmRequest, call: LmCall): Promise<LmResponse> {
  return withWarning(await inner.doGenerate(request, call), request);
}

async function sampleEach(inner: LanguageModel, request: LmRequest, call: LmCall): Promise<LmResponse> {
  const scope = linkSignals(call.signal);
  try {
    const own = { ...call, signal: scope.signal };
    return merged(await Promise.all(each(request).map((single) => inner.doGenerate(single, own))));
  } finally {
    scope.abort(streamLeft());
  }
}

/** The same request several times, for one reply each. */
function each({ settings = {}, ...request }: LmRequest): readonly LmRequest[] {
  const { n = 1, ...single } = settings;
  return Array.from({ length: n }, () => ({ ...request, settings: single }));
}

function merged(responses: readonly LmResponse[]): LmResponse {
  const [first] = responses as readonly [LmResponse, ...LmResponse[]];
  return {
    ...first,
    outputs: responses.flatMap(({ outputs }) => outputs),
    usage: responses.reduce((sum, { usage }) => addUsage(sum, usage), NO_USAGE),
    cached: responses.every(({ cached }) => cached),
    warnings: [...new Set(responses.flatMap(({ warnings }) => warnings))],
  };
}

function withWarning(response: LmResponse, { settings }: LmRequest): LmResponse {
  const [asked, given] = [settings?.n ?? 1, response.outputs.length];
  if (given >= asked) return response;
  const warning = `${asked} replies were asked for (n) and ${given} came.`;
  return { ...response, warnings: [...response.warnings, warning] };
}

async function* passed(
  inner: LanguageModel,
  request: LmRequest,
  call: LmCall,
): AsyncGenerator<LmStreamEvent> {
  for await (const event of streamOf(inner, request, call)) {
    yield event.type === 'finish' ? { ...event, response: withWarning(event.response, request) } : event;
  }
}

async function* streamEach(
  inner: LanguageModel,
  request: LmRequest,
  call: LmCall,
): AsyncGenerator<LmStreamEvent> {
  const scope: LinkedSignal = linkSignals(call.signal);
  const streams = each(request).map((single) => streamOf(inner, single, { ...call, signal: scope.signal }));
  const responses: LmResponse[] = [];
  try {
    for await (const { index, item: event } of mergeStreams(streams)) {
      if (event.type === 'finish') responses[index] = event.response;
      else if (event.type !== 'usage') yield { ...event, output: index };
    }
    const response = merged(responses);
    yield { type: 'usage', usage: response.usage };
    yield { type: 'finish', response };
  } finally {
    scope.abort(streamLeft());
  }
}
