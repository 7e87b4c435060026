import { InvalidArgumentError } from '../../errors';
import { comparableText, comparableTokens } from '../../util';

/**
 * Whether a prediction equals one of the answers once both are normalised. DSPy's `EM`.
 *
 * @remarks Unlike DSPy, an answer that normalises to nothing ("the", "A") does not equal every other such answer.
 * @throws {@link InvalidArgumentError} when there is no answer to compare with.
 */
export function EM(prediction: string, answers: readonly string[]): boolean {
  assertAnswers('EM(prediction, answers)', answers);
  // Most right answers are right to the letter, and normalising takes longer than all else.
  if (answers.includes(prediction)) return true;
  const found = comparableText(prediction);
  return answers.some((answer) => comparableText(answer) === found);
}

/**
 * The best F1 of the prediction's words against any answer's, words counted with their repetitions. DSPy's `F1`.
 *
 * @returns 0 to 1; 0 when either side has no words.
 * @throws {@link InvalidArgumentError} when there is no answer to compare with.
 */
export function F1(prediction: string, answers: readonly string[]): number {
  assertAnswers('F1(prediction, answers)', answers);
  const found = comparableTokens(prediction);
  return answers.reduce((best, answer) => Math.max(best, f1OfTokens(found, comparableTokens(answer))), 0);
}

function f1OfTokens(found: readonly string[], wanted: readonly string[]): number {
  const remaining = new Map<string, number>();
  for (const word of wanted) remaining.set(word, (remaining.get(word) ?? 0) + 1);
  let overlap = 0;
  for (const word of found) {
    const count = remaining.get(word) ?? 0;
    if (count === 0) continue;
    remaining.set(word, count - 1);
    overlap++;
  }
  return overlap === 0 ? 0 : (2 * overlap) / (found.length + wanted.length);
}

function assertAnswers(where: string, answers: readonly string[]): void {
  if (Array.isArray(answers) && answers.length > 0) return;
  throw new InvalidArgumentError(where, {
    found: Array.isArray(answers) ? 'an empty list of answers' : typeof answers,
    expected: 'a list of at least one acceptable answer.',
  });
}
