import { InvalidArgumentError } from '../errors';
import {
  Evaluate,
  type EvaluateCallOptions,
  type EvaluateOptions,
  type EvaluationData,
  type Program,
} from '../evaluate';
import type { Prediction } from '../primitives';
import { assertKnownOptions } from '../util';
import type { MatcherResult } from './matcher-result';

/** When a score is high enough. */
export interface ScoreOptions {
  /**
   * What has to reach the minimum: the score, or the lower end of its 95 % interval, which needs more examples and is not passed by
   * luck.
   * @default 'score'
   */
  readonly by?: 'score' | 'interval';
  /**
   * How many rows may have failed, by an outage for example: a score over what is left says little.
   * @default 0
   */
  readonly failures?: number;
}

/** How a program is measured: {@link ScoreOptions}, the options of `Evaluate`, and those of its call. */
export interface ProgramScoreOptions<Fields extends object = Record<string, unknown>, Answer = Prediction>
  extends
    ScoreOptions,
    EvaluateOptions<Fields, Answer>,
    Pick<EvaluateCallOptions, 'lm' | 'adapter' | 'signal' | 'config'> {}

/**
 * The matcher `toScoreAtLeast`: of the result of an evaluation at once, of a program by evaluating it first.
 *
 * @throws {@link InvalidArgumentError} for what is neither, or a minimum that is no number.
 */
export function toScoreAtLeast<Fields extends object, Answer>(
  received: unknown,
  minimum: number,
  options: ScoreOptions | ProgramScoreOptions<Fields, Answer> = {},
): MatcherResult | Promise<MatcherResult> {
  if (typeof minimum !== 'number' || Number.isNaN(minimum)) {
    throw new InvalidArgumentError('toScoreAtLeast(minimum)', {
      found: String(minimum),
      expected: 'a number in the units of the metric, 0 to 1 for the built-in ones.',
    });
  }
  if (isEvaluation(received)) {
    assertKnownOptions(options, ['by', 'failures'], 'expect(result).toScoreAtLeast(minimum, ...)');
    return judged(received, minimum, options);
  }
  return measured(received, options).then((result) => judged(result, minimum, options));
}

async function measured<Fields extends object, Answer>(
  received: unknown,
  options: ScoreOptions | ProgramScoreOptions<Fields, Answer>,
): Promise<EvaluationData> {
  if (!isProgram(received) || !('devset' in options)) {
    throw new InvalidArgumentError('expect(received).toScoreAtLeast(minimum, { devset, metric })', {
      found: isProgram(received) ? 'a program and no devset' : typeof received,
      expected: 'what evaluate.call(program) gave, or a program together with a devset and a metric.',
    });
  }
  const { by: _by, failures: _failures, lm, adapter, signal, config, ...evaluate } = options;
  return new Evaluate(evaluate).call(received, { lm, adapter, signal, config });
}

function judged(
  result: EvaluationData,
  minimum: number,
  { by = 'score', failures = 0 }: ScoreOptions,
): MatcherResult {
  const failed = Object.values(result.errors).reduce((sum, count) => sum + count, 0);
  const reached = by === 'interval' ? result.interval[0] : result.score;
  const isComplete = failed <= failures && result.stopped === undefined;
  return {
    pass: isComplete && reached >= minimum,
    message: () => explained(result, { minimum, by, failed, isComplete }),
  };
}

interface Verdict {
  readonly minimum: number;
  readonly by: 'score' | 'interval';
  readonly failed: number;
  readonly isComplete: boolean;
}

function explained(result: EvaluationData, { minimum, by, failed, isComplete }: Verdict): string {
  const { score, interval, n, rows, errors, stopped } = result;
  const [low, high] = interval.map(shown);
  const lines = [
    `The ${by === 'interval' ? 'lower end of the interval' : 'score'} was expected to be at least ${shown(minimum)}.`,
    `  score ${shown(score)} over ${n} examples, 95 % interval ${low} to ${high}`,
  ];
  if (failed > 0) lines.push(`  ${failed} rows failed: ${JSON.stringify(errors)}`);
  if (stopped !== undefined) lines.push(`  stopped early: ${stopped}`);
  if (!isComplete) lines.push('  Rows that failed have no score; allow some by { failures }.');
  const worst = rows.filter((row) => row.error !== undefined || (row.score ?? 0) < 1).slice(0, 3);
  for (const row of worst) {
    const what =
      row.error === undefined
        ? `scored ${shown(row.score ?? Number.NaN)}`
        : (row.error.message.split('\n', 1)[0] ?? '');
    lines.push(`  row ${row.index}: ${what}${row.feedback === undefined ? '' : ` (${row.feedback})`}`);
  }
  return lines.join('\n');
}

function shown(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function isEvaluation(value: unknown): value is EvaluationData {
  return (
    typeof value === 'object' && value !== null && 'rows' in value && 'interval' in value && 'errors' in value
  );
}

function isProgram(value: unknown): value is Program {
  return typeof value === 'object' && value !== null && 'call' in value && typeof value.call === 'function';
}
