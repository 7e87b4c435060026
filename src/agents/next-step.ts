import { AdapterParseError } from '../adapters';
import { ContextWindowExceededError } from '../lm';
import type { Prediction } from '../primitives';
import { ToolCalls } from '../tools';
import { excerpt } from '../util';
import { compact, lengthOf, type Compactor } from './compaction';
import { cutReason } from './cut-reason';
import type { StopReason } from './react-options';
import type { Trajectory } from './trajectory';
import type { TrajectoryCall, TrajectoryStep } from './trajectory-parts';

/** Asks a predictor with what was done so far. */
export type Ask = (trajectory: Trajectory) => Promise<Prediction>;

/** How often in a row a reply may be unreadable. */
const UNREADABLE = 3;

/** What the model's next turn is, or why there is none. */
export type NextStep =
  { readonly step: TrajectoryStep; readonly tokens: number } | { readonly stopped: StopReason };

/**
 * The model's next turn. A reply that cannot be read becomes a step with a note, so that the model can do better.
 *
 * @throws what the model throws.
 */
export async function nextStep(compactor: Compactor, ask: Ask, maxLength: number): Promise<NextStep> {
  const { state } = compactor.journal;
  while (lengthOf(state.trajectory) > maxLength && (await compact(compactor)));
  try {
    const prediction = await askShorter(compactor, ask);
    if (prediction === undefined) return { stopped: 'context-full' };
    const { inputTokens, outputTokens } = prediction.usage;
    return { step: stepOf(prediction, state.trajectory), tokens: inputTokens + outputTokens };
  } catch (error) {
    if (!(error instanceof AdapterParseError)) throw error;
    const unreadable = state.trajectory.steps
      .slice(1 - UNREADABLE)
      .filter(({ calls, note }) => calls.length === 0 && note !== undefined);
    if (unreadable.length >= UNREADABLE - 1) return { stopped: 'unreadable-reply' };
    return {
      step: { thought: excerpt(error.text, 400), calls: [], note: noteFor(error) },
      tokens: tokensOf(error),
    };
  }
}

/** Asks again with less as long as the model says that its context is full; undefined when there is nothing to leave out. */
export async function askShorter(compactor: Compactor, ask: Ask): Promise<Prediction | undefined> {
  for (;;) {
    try {
      return await ask(compactor.journal.state.trajectory);
    } catch (error) {
      if (!(error instanceof ContextWindowExceededError)) throw error;
      if (!(await compact(compactor))) return undefined;
    }
  }
}

function tokensOf({ responses }: AdapterParseError): number {
  return responses.reduce((sum, { usage }) => sum + usage.inputTokens + usage.outputTokens, 0);
}

function noteFor({ finishReason, issues }: AdapterParseError): string {
  const isCut = finishReason !== undefined && !['stop', 'tool-calls', 'unknown'].includes(finishReason);
  if (isCut) return `Your reply was not used. ${cutReason(finishReason)}`;
  return `Your reply could not be read: ${issues.map(({ path, expected }) => `${path} has to be ${expected}`).join('; ')}.`;
}

function stepOf(prediction: Prediction, { steps }: Trajectory): TrajectoryStep {
  const thought = prediction.get('next_thought');
  const asked = prediction.get('tool_calls');
  const { calls, reasoning } = ToolCalls.is(asked) ? asked : new ToolCalls([]);
  const taken = new Set(steps.flatMap((step) => step.calls.map(({ id }) => id)));
  return {
    thought: typeof thought === 'string' ? thought : '',
    calls: calls.map((call, index): TrajectoryCall => ({
      ...call,
      id: freeId(call.id, taken, `${steps.length}_${index}`),
    })),
    ...(reasoning.length === 0 ? {} : { reasoning }),
  };
}

/** An id that no earlier call has: some providers number the calls of each reply anew. */
function freeId(id: string, taken: ReadonlySet<string>, place: string): string {
  return taken.has(id) ? `${id}_${place}` : id;
}
