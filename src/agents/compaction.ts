import type { Predict } from '../modules';
import type { AgentJournal } from './agent-journal';
import { Trajectory } from './trajectory';
import { trajectoryParts } from './trajectory-text';

/** How a trajectory is made shorter. */
export interface Compactor {
  readonly journal: AgentJournal;
  /** Says steps in short; without it they are left out. */
  readonly summarize?: Predict<'trajectory -> summary'>;
}

/**
 * Hides the older half of the steps that are shown, behind a summary where there is a summariser.
 *
 * @returns false when there is nothing left to hide.
 */
export async function compact({ journal, summarize }: Compactor): Promise<boolean> {
  const { trajectory } = journal.state;
  const shown = trajectory.shownSteps.length;
  if (shown < 2) return false;
  const hidden = trajectory.hidden + Math.ceil(shown / 2);
  const summary = summarize === undefined ? undefined : await summaryOf(summarize, trajectory, hidden);
  journal.add({ type: 'compaction', hidden, ...(summary === undefined ? {} : { summary }) });
  return true;
}

async function summaryOf(
  summarize: Predict<'trajectory -> summary'>,
  trajectory: Trajectory,
  hidden: number,
): Promise<string> {
  const older = new Trajectory({
    steps: trajectory.steps.slice(0, hidden),
    hidden: trajectory.hidden,
    summary: trajectory.summary,
  });
  const { summary } = await summarize.call({ trajectory: wordsOf(older) });
  return summary;
}

/** How long a trajectory is where it is shown, in characters. */
export function lengthOf(trajectory: Trajectory): number {
  return wordsOf(trajectory).length;
}

function wordsOf(trajectory: Trajectory): string {
  const parts = trajectoryParts(trajectory);
  if (typeof parts === 'string') return parts;
  return parts.map((part) => (part.type === 'text' ? part.text : `(${part.type})`)).join('\n');
}
