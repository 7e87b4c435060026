/** The part of a terminal that a progress bar needs; `process.stderr` is one. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** How far a run is. */
export interface Progress {
  readonly done: number;
  /** Undefined where it is not known beforehand. */
  readonly total: number | undefined;
  /** The mean so far; NaN while nothing has been scored. */
  readonly score: number;
  readonly errors: number;
}

/** Shows how far a run is. */
export interface ProgressBar {
  update(progress: Progress): void;
  /** Draws the last state and ends the line. */
  close(): void;
}

const WIDTH = 24;
const REDRAW_MS = 100;

/**
 * A one-line bar, redrawn in place at most ten times a second; silent where the stream is no terminal.
 *
 * @param environment where `NO_COLOR` is looked up. @default process.env
 * @param now the clock, in milliseconds. @default performance.now
 */
export function createProgressBar(
  stream: ProgressStream,
  environment: Readonly<Record<string, string | undefined>> = process.env,
  now: () => number = () => performance.now(),
): ProgressBar {
  if (stream.isTTY !== true) return { update: () => undefined, close: () => undefined };
  const colour = (environment.NO_COLOR ?? '') === '';
  const started = now();
  let latest: Progress | undefined;
  let drawnAt = Number.NEGATIVE_INFINITY;
  const draw = (progress: Progress): void => {
    drawnAt = now();
    const line = lineOf(progress, (drawnAt - started) / 1000);
    stream.write(`\r\u001B[K${paint(line.slice(0, (stream.columns || 80) - 1), colour)}`);
  };
  return {
    update: (progress) => {
      latest = progress;
      if (now() - drawnAt >= REDRAW_MS) draw(progress);
    },
    close: () => {
      if (latest === undefined) return;
      draw(latest);
      stream.write('\n');
    },
  };
}

function lineOf({ done, total, score, errors }: Progress, seconds: number): string {
  const filled = total === undefined ? 0 : total === 0 ? WIDTH : Math.round((done / total) * WIDTH);
  const bar = `${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)}`;
  const scored = Number.isNaN(score) ? '' : `  score ${score.toFixed(3)}`;
  const failed = errors === 0 ? '' : `  errors ${errors}`;
  const rate = seconds > 0 ? `  ${(done / seconds).toFixed(1)}/s` : '';
  return `${bar} ${total === undefined ? done : `${done}/${total}`}${scored}${failed}${rate}`;
}

function paint(line: string, colour: boolean): string {
  return colour
    ? line.replace(/█+/, '\u001B[32m$&\u001B[39m').replace(/errors \d+/, '\u001B[31m$&\u001B[39m')
    : line;
}
