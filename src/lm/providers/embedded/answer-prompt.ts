import { NO_USAGE, textOf } from '../../../messages';
import type { LmRequest, LmSettings } from '../../request';
import type { LmOutput, LmResponse } from '../../response';
import { gatherEvidence } from './evidence';
import { readPrompt, type ReadPrompt } from './read-prompt';
import { writeReply } from './write-reply';

const UNITS_PER_TOKEN = 4;

interface Answering {
  readonly model: string;
  readonly seed: number;
}

/** The replies of the embedded model to a request. */
export function answerPrompt(request: LmRequest, answering: Answering): LmResponse {
  const prompt = readPrompt(request);
  const outputs = Array.from({ length: request.settings?.n ?? 1 }, (_, index) =>
    reply(prompt, request, { index, seed: answering.seed }),
  );
  const written = outputs.reduce((sum, { text }) => sum + tokensIn(text), 0);
  return {
    outputs,
    model: answering.model,
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

/** A temperature, a rollout id or a further reply asks for variation; without any, the reply is the best one. */
function reply(
  prompt: ReadPrompt,
  { settings, rolloutId }: LmRequest,
  { index, seed }: { readonly index: number; readonly seed: number },
): LmOutput {
  const variation = settings?.temperature ?? (rolloutId === undefined && index === 0 ? 0 : 1);
  const drawn = `${seed}/${settings?.seed ?? ''}/${rolloutId ?? ''}/${index}/${prompt.text}`;
  return cut(writeReply(gatherEvidence(prompt, { variation, seed: drawn })), settings);
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
