import type { Example } from '../../primitives';
import { assertKnownOptions } from '../../util';
import {
  examplesWith,
  NAMED_OPTIONS,
  rowsAt,
  textIn,
  type NamedDatasetOptions,
  type SourceRow,
} from './named-dataset';
import { pythonShuffle } from './python-shuffle';

/** A row of {@link MATH}. `question` is the input. */
export interface MathFields {
  readonly question: string;
  readonly reasoning: string;
  /** What the solution has in its first `\boxed{…}`; null where it has none. */
  readonly answer: string | null;
}

/** How {@link MATH} is read. */
export interface MathOptions extends NamedDatasetOptions {
  /**
   * Keeps the rows of one subject, by the name DSPy has for it, such as `counting_and_probability`.
   * @default every row of the file
   */
  readonly subset?: string;
}

/**
 * Competition maths (Hendrycks et al., 2021), divided as DSPy's `MATH` does: the official test file, shuffled by seed 0,
 * in three parts, of which train and dev have at most 350 rows each.
 */
export class MATH {
  readonly train: readonly Example<MathFields>[];
  readonly dev: readonly Example<MathFields>[];
  readonly test: readonly Example<MathFields>[];

  private constructor(rows: readonly MathFields[]) {
    const size = Math.min(350, Math.floor(rows.length / 3));
    const shuffled = pythonShuffle(rows, 0);
    this.train = examplesWith(shuffled.slice(0, size), 'question');
    this.dev = examplesWith(shuffled.slice(size, 2 * size), 'question');
    this.test = examplesWith(shuffled.slice(2 * size), 'question');
    Object.freeze(this);
  }

  /**
   * Reads the official test file, whose rows have `problem`, `solution` and, for `subset`, `type`.
   *
   * @param file a path or an address, in any format of `Dataset`.
   * @throws {@link DatasetRowError} for a row that is not of the dataset, and what `Dataset` throws.
   */
  static async load(file: string, options: MathOptions = {}): Promise<MATH> {
    assertKnownOptions(options, [...NAMED_OPTIONS, 'subset'], 'MATH.load(file, ...)');
    const { subset, ...reading } = options;
    const rows = await rowsAt(file, reading);
    const kept =
      subset === undefined ? rows : rows.filter((row) => subjectOf(textIn(row, 'type')) === subset);
    return new MATH(kept.map(fieldsOf));
  }
}

function fieldsOf(row: SourceRow): MathFields {
  const solution = textIn(row, 'solution');
  return { question: textIn(row, 'problem'), reasoning: solution, answer: boxedIn(solution) };
}

/** `Counting & Probability` → `counting_and_probability`. */
function subjectOf(type: string): string {
  return type.toLowerCase().replaceAll('&', 'and').replaceAll(' ', '_');
}

/** What stands between the braces of the first `\boxed`, without `\text{…}` and thin spaces. */
function boxedIn(solution: string): string | null {
  const start = solution.indexOf('\\boxed{');
  if (start === -1) return null;
  const from = start + '\\boxed{'.length;
  let depth = 1;
  let end = from;
  for (; end < solution.length; end++) {
    if (solution[end] === '{') depth++;
    else if (solution[end] === '}' && --depth === 0) break;
  }
  return solution
    .slice(from, end)
    .replaceAll(/\\text\{[^}]*\}/g, '')
    .replaceAll('\\!', '')
    .trim();
}
