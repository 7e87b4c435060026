import type { CompileEvent, JobProgress } from '../../teleprompt';
import { shown } from '../output/shown';
import type { Output } from '../surroundings';

/** Tells a person how far a compilation is. */
export interface CompileProgress {
  /** Takes what happened. */
  event(event: CompileEvent): void;
  /** Takes the line that is redrawn away. */
  close(): void;
}

const REDRAW_MS = 200;

/**
 * Candidates and notes as lines; on a terminal, a line below them that is redrawn.
 *
 * @param progress how far it is now; undefined before it begins.
 * @param now the clock, in milliseconds. @default performance.now
 */
export function compileProgress(
  output: Output,
  progress: () => JobProgress | undefined,
  now: () => number = () => performance.now(),
): CompileProgress {
  const isTerminal = output.isTTY === true;
  let drawnAt = Number.NEGATIVE_INFINITY;
  let isDrawn = false;
  const clear = (): void => {
    if (isDrawn) output.write('\r\u001B[K');
    isDrawn = false;
  };
  const draw = (): void => {
    const known = progress();
    if (!isTerminal || known === undefined || now() - drawnAt < REDRAW_MS) return;
    drawnAt = now();
    clear();
    output.write(statusOf(known).slice(0, (output.columns || 80) - 1));
    isDrawn = true;
  };
  return {
    event: (event) => {
      const line = lineOf(event);
      if (line !== undefined) {
        clear();
        output.write(`${line}\n`);
      }
      draw();
    },
    close: clear,
  };
}

function lineOf(event: CompileEvent): string | undefined {
  switch (event.type) {
    case 'job-started': {
      const known = event.known === 0 ? '' : `, going on with ${event.known} evaluations and steps`;
      return `${event.optimizer}, job ${event.job}${known}`;
    }
    case 'candidate-evaluated': {
      const { place, total, origin, score, n, interval, isBest } = event;
      const of = total === undefined ? '' : ` of ${total}`;
      const [low, high] = interval.map(shown);
      return `candidate ${place}${of}: ${shown(score)} (95 % ${low} to ${high}, n ${n})  ${origin}${isBest ? '  best so far' : ''}`;
    }
    case 'note-written':
      return event.text;
    default:
      return undefined;
  }
}

function statusOf({ evaluations, candidates, bestScore, spending }: JobProgress): string {
  return [
    `${evaluations} evaluations`,
    `${candidates} candidates`,
    ...(bestScore === undefined ? [] : [`best ${shown(bestScore)}`]),
    ...(spending?.usd === undefined ? [] : [`$${spending.usd.toFixed(4)}`]),
    ...(spending === undefined ? [] : [`${spending.minutes.toFixed(1)} min`]),
  ].join('  ');
}
