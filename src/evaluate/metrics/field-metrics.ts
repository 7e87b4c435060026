import type { Example, Prediction } from '../../primitives';
import { sameValue } from '../../primitives';
import { InvalidArgumentError } from '../../errors';
import { EM, F1 } from './text-scores';
import { namedMetric } from './metric-name';
import { hasAnswer } from './passage-tokens';

/** A metric that compares an example with a prediction. */
export type FieldMetric<Result> = (example: Example, prediction: Prediction) => Result;

/**
 * A metric: does an output equal the label of the same name? Texts are compared after normalisation (see `normalizeText`); a
 * label that is a list of texts names the acceptable answers; other values are compared by content.
 *
 * @param field the output and label. @default 'answer'
 */
export function exactMatch(field = 'answer'): FieldMetric<boolean> {
  const metric: FieldMetric<boolean> = (example, prediction) => {
    const expected = labelOf(example, field);
    const found = prediction.get(field);
    const answers = textsOf(expected);
    return typeof found === 'string' && answers !== undefined
      ? EM(found, answers)
      : sameValue(found, expected);
  };
  return namedMetric(metric, `exactMatch ${field}`);
}

/**
 * A metric: the best word F1 of an output against the acceptable answers in the label of the same name.
 *
 * @param field the output and label. @default 'answer'
 */
export function tokenF1(field = 'answer'): FieldMetric<number> {
  const metric: FieldMetric<number> = (example, prediction) =>
    F1(String(prediction.get(field) ?? ''), answersOf(example, field));
  return namedMetric(metric, `tokenF1 ${field}`);
}

/**
 * A metric: does one of the passages in an output hold an acceptable answer?
 *
 * @param field the label with the answer or answers. @default 'answer'
 * @param passages the output with the passage or passages. @default 'context'
 */
export function passageMatch(field = 'answer', passages = 'context'): FieldMetric<boolean> {
  const metric: FieldMetric<boolean> = (example, prediction) => {
    const found = textsOf(prediction.get(passages)) ?? [];
    const answers = answersOf(example, field);
    return found.some((passage) => answers.some((answer) => hasAnswer(passage, answer)));
  };
  return namedMetric(metric, `passageMatch ${field} ${passages}`);
}

/**
 * DSPy's `answer_exact_match`: whether the output `answer` equals the label, or, with `frac` below 1, whether their F1 is at
 * least that.
 */
export function answerExactMatch(
  example: Example,
  prediction: Prediction,
  _trace?: unknown,
  frac = 1,
): boolean {
  return frac >= 1 ? exactMatch()(example, prediction) : tokenF1()(example, prediction) >= frac;
}

/** DSPy's `answer_passage_match`: whether a passage in the output `context` holds the label `answer`. */
export function answerPassageMatch(example: Example, prediction: Prediction): boolean {
  return passageMatch()(example, prediction);
}

function labelOf(example: Example, field: string): unknown {
  if (example.has(field)) return example.get(field);
  throw new InvalidArgumentError('The metric', {
    found: `an example with ${example.keys().join(', ')}`,
    expected: `a label "${field}".`,
    fix: 'name the field that holds the label, e.g. exactMatch("team").',
  });
}

function answersOf(example: Example, field: string): readonly string[] {
  const label = labelOf(example, field);
  return textsOf(label) ?? [String(label)];
}

function textsOf(value: unknown): readonly string[] | undefined {
  if (typeof value === 'string') return [value];
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isTexts ? (value as readonly string[]) : undefined;
}
