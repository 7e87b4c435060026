import type { Example } from '../../primitives';
import { assertKnownOptions } from '../../util';
import { NAMED_OPTIONS, rowsAt, textIn } from './named-dataset';
import { pythonShuffle } from './python-shuffle';
import { part, PART_OPTIONS, type PartOptions } from './seeded-parts';

/** A row of {@link Colors}. */
export interface ColorFields {
  readonly color: string;
}

/** How {@link Colors} is divided. */
export interface ColorsOptions extends Omit<PartOptions, 'testSize'> {
  /**
   * Whether names are sorted from their last letter before they are divided, so that names alike (`light blue`, `sky blue`)
   * are in one part.
   * @default true
   */
  readonly sortBySuffix?: boolean;
}

/**
 * Names of colours, divided as DSPy's `Colors` does: sorted by their ends, the first 60 % train, the others dev, each
 * shuffled.
 */
export class Colors {
  readonly train: readonly Example<ColorFields>[];
  readonly dev: readonly Example<ColorFields>[];

  private constructor(names: readonly string[], options: ColorsOptions) {
    const { sortBySuffix = true } = options;
    const ordered = sortBySuffix ? [...names].sort(byEnds) : names;
    const cut = Math.floor(ordered.length * 0.6);
    const rows = (from: readonly string[]): ColorFields[] =>
      pythonShuffle(
        from.map((color) => ({ color })),
        0,
      );
    this.train = part(rows(ordered.slice(0, cut)), 'color', {
      seed: options.trainSeed,
      size: options.trainSize,
    });
    this.dev = part(rows(ordered.slice(cut)), 'color', { seed: options.evalSeed, size: options.devSize });
    Object.freeze(this);
  }

  /**
   * Divides the names of a list, or those in the field `color` of a file.
   *
   * @param source names, or a path or an address in any format of `Dataset`.
   * @throws {@link DatasetRowError} for a row without the field, and what `Dataset` throws.
   */
  static async load(source: string | readonly string[], options: ColorsOptions = {}): Promise<Colors> {
    const { signal, token, ...dividing } = options;
    const known = [...NAMED_OPTIONS, ...PART_OPTIONS.filter((name) => name !== 'testSize'), 'sortBySuffix'];
    assertKnownOptions(options, known, 'Colors.load(source, ...)');
    if (typeof source !== 'string') return new Colors(source, dividing);
    const rows = await rowsAt(source, { signal, token });
    return new Colors(
      rows.map((row) => textIn(row, 'color')),
      dividing,
    );
  }
}

function byEnds(left: string, right: string): number {
  const [one, other] = [backwards(left), backwards(right)];
  return one < other ? -1 : Number(one > other);
}

function backwards(text: string): string {
  return [...text].reverse().join('');
}
