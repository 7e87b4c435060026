import { NO_USAGE, textOf } from '../../../messages';
import type { LanguageModel, LmCall, LmCapabilities } from '../../language-model';
import type { LmRequest, LmSettings } from '../../request';
import type { LmOutput, LmResponse } from '../../response';
import { splitWords } from '../../split-words';
import type { LmStreamEvent } from '../../stream-event';
import { eventsOf } from '../../stream-of';
import { gatherEvidence } from './evidence';
import { readPrompt, type ReadPrompt } from './read-prompt';
import { writeReply } from './write-reply';

const UNITS_PER_TOKEN = 4;

/**
 * A small deterministic in-context learner: it answers from the demonstrations in the prompt that are most like the
 * request (k nearest neighbours over TF-IDF), from words shared with labels and their descriptions, and by quoting.
 *
 * It knows nothing that the prompt does not say. Token counts are estimates: a quarter of the characters.
 */
export class EmbeddedModel implements LanguageModel {
  readonly provider = 'embedded';
  readonly endpoint: string;
  readonly capabilities: LmCapabilities = {
    jsonSchema: true,
    jsonMode: true,
    tools: false,
    manyOutputs: true,
  };

  constructor(
    readonly model: string,
    private readonly seed: number,
  ) {
    this.endpoint = `in-process:${seed}`;
  }

  async doGenerate(request: LmRequest, { signal }: LmCall): Promise<LmResponse> {
    signal?.throwIfAborted();
    const prompt = readPrompt(request);
    const outputs = Array.from({ length: request.settings?.n ?? 1 }, (_, index) =>
      this.#reply(prompt, request, index),
    );
    const written = outputs.reduce((sum, { text }) => sum + tokensIn(text), 0);
    return {
      outputs,
      model: this.model,
      usage: {
        ...NO_USAGE,
        requests: 1,
        inputTokens: request.messages.reduce((sum, message) => sum + tokensIn(textOf(message)), 0),
        outputTokens: written,
      },
      cached: false,
      warnings: warningsFor(request),
    };
  }

  /** Word by word, as fast as they are read. */
  async *doStream(request: LmRequest, call: LmCall): AsyncGenerator<LmStreamEvent> {
    for (const event of eventsOf(await this.doGenerate(request, call), splitWords)) {
      call.signal?.throwIfAborted();
      yield event;
    }
  }

  /** A temperature, a rollout id or a further reply asks for variation; without any, the reply is the best one. */
  #reply(prompt: ReadPrompt, { settings, rolloutId }: LmRequest, index: number): LmOutput {
    const variation = settings?.temperature ?? (rolloutId === undefined && index === 0 ? 0 : 1);
    const seed = `${this.seed}/${settings?.seed ?? ''}/${rolloutId ?? ''}/${index}/${prompt.text}`;
    return cut(writeReply(gatherEvidence(prompt, { variation, seed })), settings);
  }
}

function cut(text: string, settings: LmSettings | undefined): LmOutput {
  const stops = (settings?.stop ?? []).map((stop) => text.indexOf(stop)).filter((position) => position >= 0);
  const stopped = stops.length === 0 ? text : text.slice(0, Math.min(...stops));
  const isLong = settings?.maxTokens !== undefined && tokensIn(stopped) > settings.maxTokens;
  const kept = isLong ? stopped.slice(0, (settings?.maxTokens ?? 0) * UNITS_PER_TOKEN) : stopped;
  return { text: wellFormed(kept), finishReason: isLong ? 'length' : 'stop', toolCalls: [], reasoning: [] };
}

function warningsFor({ tools, messages }: LmRequest): readonly string[] {
  const warnings: string[] = [];
  if (tools !== undefined && tools.length > 0)
    warnings.push('The embedded model calls no tools; they were ignored.');
  const hasMedia = messages.some(
    ({ content }) => typeof content !== 'string' && content.some(({ type }) => /image|audio|file/.test(type)),
  );
  if (hasMedia) warnings.push('The embedded model reads text only; images, audio and files were ignored.');
  return warnings;
}

function tokensIn(text: string): number {
  return Math.ceil(text.length / UNITS_PER_TOKEN);
}

/** A cut may fall inside a surrogate pair; the half that is left goes. */
function wellFormed(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
