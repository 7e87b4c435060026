import type { LanguageModel, LmOutput, LmRequest, LmResponse } from '../lm';
import type {
  Adapter,
  AdapterCallOptions,
  AdapterReply,
  AdapterSignature,
  AdapterTask,
  AdapterValues,
} from './adapter';
import { AdapterParseError } from './adapter-parse-error';
import type { Repair } from './parsing/repair';
import { currentReplyListener } from './streaming/reply-listener';
import { streamResponse } from './streaming/stream-response';

/** What {@link askModel} uses of an adapter. */
type Format = Pick<Adapter, 'name' | 'format' | 'read' | 'openStream'>;

/** One call of the model in an adapter's format. What every plain adapter's `call` is. */
export async function askModel(
  adapter: Format,
  lm: LanguageModel,
  signature: AdapterSignature,
  asked: { readonly task: AdapterTask; readonly options?: AdapterCallOptions },
): Promise<AdapterReply> {
  const { signal, cache, settings, rolloutId, extra } = asked.options ?? {};
  const prompt = adapter.format(signature, asked.task, lm.capabilities);
  const request: LmRequest = withoutUndefined({ ...prompt, settings, rolloutId, extra });
  const listener = currentReplyListener.get();
  const call = { signal, cache };
  const response =
    listener === undefined
      ? await lm.doGenerate(request, call)
      : await streamResponse(lm, { adapter, signature, request, call, listener });
  return readResponse(adapter, signature, response);
}

function withoutUndefined(request: LmRequest): LmRequest {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(request)) if (value !== undefined) kept[key] = value;
  return kept as unknown as LmRequest;
}

function readResponse(adapter: Format, signature: AdapterSignature, response: LmResponse): AdapterReply {
  const completions: AdapterValues[] = [];
  const repairs: (readonly Repair[])[] = [];
  const failures: AdapterParseError[] = [];
  for (const output of response.outputs) {
    const read = readOutput(adapter, signature, output);
    if (read instanceof AdapterParseError) failures.push(read);
    else {
      completions.push(read.values);
      repairs.push(read.repairs);
    }
  }
  const [first] = failures;
  const responses = [response];
  if (completions.length === 0 && first !== undefined)
    throw first.withResponses(responses, first.finishReason);
  return { adapter: adapter.name, completions, repairs, failures, responses };
}

function readOutput(adapter: Format, signature: AdapterSignature, output: LmOutput) {
  try {
    return adapter.read(signature, output.text);
  } catch (error) {
    if (!(error instanceof AdapterParseError)) throw error;
    return error.withResponses([], output.finishReason);
  }
}
