import type { LanguageModel, LmCapabilities, LmResponse } from '../lm';
import { isComplete, type Message } from '../messages';
import type { Correction } from '../primitives';
import { isThenable } from '../util';
import type { AdapterCallOptions, AdapterReply, AdapterSignature, AdapterTask, Prompt } from './adapter';
import { correctionOf, correctionTurn } from './correction-turn';
import type { Format } from './format';
import { capabilitiesFor, nativeRoutes, textualSignature } from './native-outputs';
import { requestOf } from './request-of';
import { readResponse, type ReadOutput } from './read-response';
import { currentReplyListener } from './streaming/reply-listener';
import { streamResponse, type StreamedQuestion } from './streaming/stream-response';

/** What is asked, and in which circumstances. */
export interface Asked {
  readonly task: AdapterTask;
  readonly options?: AdapterCallOptions | undefined;
  /** What the model is taken to be able to do. @default what it says */
  readonly capabilities?: LmCapabilities;
}

/** One call of the model in an adapter's format, and a further one for each correction. What every plain adapter's `call` is. */
export async function askModel(
  format: Format,
  lm: LanguageModel,
  signature: AdapterSignature,
  asked: Asked,
): Promise<AdapterReply> {
  const { signal, cache, maxCorrections = 0 } = asked.options ?? {};
  const call = { signal, cache };
  const capabilities = capabilitiesFor(asked.capabilities ?? lm.capabilities, asked.options?.settings);
  const prompt = format.format(signature, asked.task, capabilities);
  const route = routeOf(format, prompt, nativeRoutes(signature, capabilities));
  const responses: LmResponse[] = [];
  const corrections: Correction[] = [];
  let { messages } = prompt;
  for (;;) {
    const request =
      corrections.length === 0
        ? requestOf(prompt, asked.options)
        : requestOf({ ...prompt, messages }, forOne(asked.options ?? {}));
    const response = await ask(lm, format, {
      signature: textualSignature(signature, capabilities),
      request,
      call,
    });
    responses.push(response);
    const { check } = asked.options ?? {};
    const reading = readResponse({ format, signature, capabilities, check }, response);
    const read = isThenable(reading) ? await reading : reading;
    const wrong = corrections.length < maxCorrections ? toCorrect(read, asked.options) : undefined;
    if (wrong === undefined) return finished(format, read, { route, responses, corrections });
    const correction = correctionOf(route, wrong);
    corrections.push(correction);
    messages = withTurn(messages, correctionTurn({ format, signature }, wrong.output, correction));
  }
}

/** One reply: whole, or in pieces where somebody listens. */
function ask(
  lm: LanguageModel,
  format: Format,
  question: Pick<StreamedQuestion, 'signature' | 'request' | 'call'>,
): Promise<LmResponse> {
  const listener = currentReplyListener.get();
  return listener === undefined
    ? lm.doGenerate(question.request, question.call)
    : streamResponse(lm, { ...question, adapter: format, listener });
}

/** The first reply that a correction could mend; undefined when one can be taken as it is. */
function toCorrect(
  outputs: readonly ReadOutput[],
  options: AdapterCallOptions | undefined,
): ReadOutput | undefined {
  if (outputs.some(({ failure, broken }) => failure === undefined && broken.length === 0)) return undefined;
  return outputs.find(
    ({ output, failure }) =>
      isComplete(output.finishReason) && (failure === undefined || options?.correct !== 'rules'),
  );
}

function finished(
  { name }: Format,
  outputs: readonly ReadOutput[],
  made: {
    readonly route: string;
    readonly responses: readonly LmResponse[];
    readonly corrections: Correction[];
  },
): AdapterReply {
  const { route, responses, corrections } = made;
  const usable = outputs.filter(({ failure }) => failure === undefined);
  const failures = outputs.flatMap(({ failure }) => failure ?? []);
  const [first] = failures;
  if (usable.length === 0 && first !== undefined) {
    const { finishReason } = first;
    throw first.withAttempts({ responses, corrections, finishReason });
  }
  return {
    adapter: name,
    route,
    completions: usable.map(({ values }) => values),
    repairs: usable.map(({ repairs }) => repairs),
    failures,
    responses,
    corrections,
  };
}

function routeOf(format: Format, prompt: Prompt, natives: readonly string[]): string {
  const form = format.routeOf?.(prompt);
  return [form === undefined ? format.name : `${format.name}/${form}`, ...natives].join('+');
}

/** A correction asks for one reply, whatever the request asked for. */
function forOne({ settings, ...options }: AdapterCallOptions): AdapterCallOptions {
  if (settings === undefined) return options;
  const { n: _, ...single } = settings;
  return { ...options, settings: single };
}

function withTurn(messages: readonly Message[], turn: readonly Message[]): readonly Message[] {
  return Object.freeze([...messages, ...turn]);
}
