import type { Example } from '../../primitives';
import { assertKnownOptions } from '../../util';
import {
  complain,
  examplesWith,
  NAMED_OPTIONS,
  rowsAt,
  textIn,
  type NamedDatasetOptions,
  type SourceRow,
} from './named-dataset';
import { pythonShuffle } from './python-shuffle';

/** A row of {@link GSM8K}. `question` is the input. */
export interface Gsm8kFields {
  readonly question: string;
  /** The worked steps, with single spaces between words. */
  readonly gold_reasoning: string;
  /** A whole number, as text without separators. */
  readonly answer: string;
}

/**
 * Grade-school maths (Cobbe et al., 2021), divided as DSPy's `GSM8K` does: of the official train file, shuffled by seed 0,
 * 200 rows to train on and the next 300 as dev; the whole official test file, shuffled by seed 0, as test.
 *
 * @example
 * ```ts
 * const { train, dev, test } = await GSM8K.load({ train: 'gsm8k/train.jsonl', test: 'gsm8k/test.jsonl' });
 * ```
 */
export class GSM8K {
  readonly train: readonly Example<Gsm8kFields>[];
  readonly dev: readonly Example<Gsm8kFields>[];
  readonly test: readonly Example<Gsm8kFields>[];

  private constructor(train: readonly Gsm8kFields[], test: readonly Gsm8kFields[]) {
    const shuffled = pythonShuffle(train, 0);
    this.train = examplesWith(shuffled.slice(0, 200), 'question');
    this.dev = examplesWith(shuffled.slice(200, 500), 'question');
    this.test = examplesWith(pythonShuffle(test, 0), 'question');
    Object.freeze(this);
  }

  /**
   * Reads both files, whose rows have `question` and `answer` with the result behind `####`.
   *
   * @param files paths or addresses, in any format of `Dataset`.
   * @throws {@link DatasetRowError} for a row that is not of the dataset, and what `Dataset` throws.
   */
  static async load(
    files: { readonly train: string; readonly test: string },
    options: NamedDatasetOptions = {},
  ): Promise<GSM8K> {
    assertKnownOptions(files, ['train', 'test'], 'GSM8K.load(files)');
    assertKnownOptions(options, NAMED_OPTIONS, 'GSM8K.load(files, ...)');
    const [train, test] = await Promise.all([rowsAt(files.train, options), rowsAt(files.test, options)]);
    return new GSM8K(train.map(fieldsOf), test.map(fieldsOf));
  }
}

/**
 * Whether the last numbers in the first lines of both answers are equal, by DSPy's rule: only digits before a point
 * count, and neither sign nor separators; no number counts as 0.
 */
export function gsm8kMetric(
  example: { readonly answer: unknown },
  prediction: { readonly answer: unknown },
): boolean {
  return integerIn(String(example.answer)) === integerIn(String(prediction.answer));
}

function integerIn(text: string): number {
  const [line = ''] = text.trim().split('\n', 1);
  const token = line.split(/\s+/).findLast((word) => /\d/.test(word)) ?? '';
  const [whole = ''] = token.split('.', 1);
  return Number(whole.replaceAll(/\D/g, ''));
}

function fieldsOf(row: SourceRow): Gsm8kFields {
  const words = textIn(row, 'answer').trim().split(/\s+/);
  const last = words.at(-1)?.replaceAll(',', '') ?? '';
  if (words.at(-2) !== '####' || !/^-?\d+$/.test(last)) {
    complain(row, 'answer', {
      reason: 'does not end in "#### " and a whole number',
      found: words.slice(-4).join(' '),
    });
  }
  return {
    question: textIn(row, 'question'),
    gold_reasoning: words.slice(0, -2).join(' '),
    answer: String(BigInt(last)),
  };
}
