import { InvalidArgumentError } from '../errors';
import {
  Evaluate,
  ScoreGateError,
  type EvaluateCallOptions,
  type EvaluateOptions,
  type EvaluationResult,
  type EvaluationRow,
  type GateOptions,
  type Program,
} from '../evaluate';
import type { Prediction } from '../primitives';
import type { MatcherResult } from './matcher-result';

/** How a program is measured and judged: {@link GateOptions}, the options of `Evaluate`, and those of its call. */
export interface ProgramScoreOptions<Fields extends object = Record<string, unknown>, Answer = Prediction>
  extends
    GateOptions,
    EvaluateOptions<Fields, Answer>,
    Pick<EvaluateCallOptions, 'lm' | 'adapter' | 'signal' | 'config'> {}

/**
 * The matcher `toScoreAtLeast`: of the result of an evaluation at once, of a program by evaluating it first.
 *
 * @throws {@link InvalidArgumentError} for what is neither, or a minimum that is no number; {@link UnknownOptionError}.
 */
export function toScoreAtLeast<Fields extends object, Answer>(
  received: unknown,
  minimum: number,
  options: GateOptions | ProgramScoreOptions<Fields, Answer> = {},
): MatcherResult | Promise<MatcherResult> {
  if (isEvaluation(received)) return judged(received, minimum, options as GateOptions);
  const { by, maxUnscored, slices } = options;
  const gate = definedOf({ by, maxUnscored, slices });
  return measured(received, options).then((result) => judged(result, minimum, gate));
}

async function measured<Fields extends object, Answer>(
  received: unknown,
  options: GateOptions | ProgramScoreOptions<Fields, Answer>,
): Promise<EvaluationResult> {
  if (!isProgram(received) || !('devset' in options)) {
    throw new InvalidArgumentError('expect(received).toScoreAtLeast(minimum, { devset, metric })', {
      found: isProgram(received) ? 'a program and no devset' : typeof received,
      expected: 'what evaluate.call(program) gave, or a program together with a devset and a metric.',
    });
  }
  const {
    by: _by,
    maxUnscored: _maxUnscored,
    slices: _slices,
    lm,
    adapter,
    signal,
    config,
    ...evaluate
  } = options;
  return new Evaluate(evaluate).call(received, { lm, adapter, signal, config });
}

/** The gate of the result itself decides; the first rows that went wrong are told beside its reason. */
function judged(result: EvaluationResult, minimum: number, gate: GateOptions): MatcherResult {
  if (result.stopped !== undefined) {
    return {
      pass: false,
      message: () => withRows(`The evaluation stopped early (${result.stopped}).`, result),
    };
  }
  try {
    result.assertScore(minimum, gate);
    return {
      pass: true,
      message: () => `The score ${shown(result.score)} was expected to be below ${minimum}.`,
    };
  } catch (error) {
    if (!(error instanceof ScoreGateError)) throw error;
    return { pass: false, message: () => withRows(error.message, result) };
  }
}

function withRows(reason: string, { rows }: EvaluationResult): string {
  const worst = rows.filter((row) => row.error !== undefined || (row.score ?? 0) < 1).slice(0, 3);
  return [reason, ...worst.map(rowLine)].join('\n');
}

function rowLine({ index, error, score, feedback }: EvaluationRow): string {
  const what = error?.message.split('\n', 1)[0] ?? `scored ${shown(score ?? Number.NaN)}`;
  return `  row ${index}: ${what}${feedback === undefined || feedback === '' ? '' : ` (${feedback})`}`;
}

/** Without what is undefined: an option that is there is read. */
function definedOf(gate: GateOptions): GateOptions {
  return Object.fromEntries(Object.entries(gate).filter(([, value]) => value !== undefined));
}

function shown(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

function isEvaluation(value: unknown): value is EvaluationResult {
  return typeof value === 'object' && value !== null && 'assertScore' in value;
}

function isProgram(value: unknown): value is Program {
  return typeof value === 'object' && value !== null && 'call' in value && typeof value.call === 'function';
}
