import type { Example } from '../../primitives';
import { examplesWith, type NamedDatasetOptions } from './named-dataset';
import { pythonShuffle } from './python-shuffle';

/** Sizes and seeds of the parts of a dataset, as DSPy's `Dataset` has them. */
export interface PartOptions extends NamedDatasetOptions {
  /**
   * Decides the order of train.
   * @default 0
   */
  readonly trainSeed?: number;
  /**
   * Most examples of the part.
   * @default all
   */
  readonly trainSize?: number;
  /**
   * Decides the order of dev and test.
   * @default 0
   */
  readonly evalSeed?: number;
  /**
   * Most examples of the part.
   * @default all
   */
  readonly devSize?: number;
  /**
   * Most examples of the part.
   * @default all
   */
  readonly testSize?: number;
}

/** The keys of {@link PartOptions} that are not about reading. */
export const PART_OPTIONS = ['trainSeed', 'trainSize', 'evalSeed', 'devSize', 'testSize'] as const;

/** Some of the rows in the order that the seed gives, with an input. */
export function part<Fields extends object>(
  rows: readonly Fields[],
  input: keyof Fields & string,
  { seed = 0, size }: { readonly seed?: number; readonly size?: number },
): readonly Example<Fields>[] {
  return examplesWith(pythonShuffle(rows, seed).slice(0, size), input);
}
