import type { Example } from '../../primitives';
import { assertKnownOptions } from '../../util';
import { complain, NAMED_OPTIONS, rowsAt, textIn, type SourceRow } from './named-dataset';
import { pythonShuffle } from './python-shuffle';
import { part, PART_OPTIONS, type PartOptions } from './seeded-parts';

/** A row of {@link HotPotQA}. `question` is the input. */
export interface HotPotQaFields {
  readonly question: string;
  readonly answer: string;
  readonly id?: string;
  readonly type?: string;
  /** The titles of the paragraphs that hold the evidence, each once. */
  readonly gold_titles?: readonly string[];
  readonly context?: unknown;
}

/** How {@link HotPotQA} is read and divided. */
export interface HotPotQaOptions extends PartOptions {
  /**
   * What rows have beside question and answer: `'dev_titles'` gives dev the titles of the evidence, `true` gives train and
   * dev all there is, `false` nothing.
   * @default 'dev_titles'
   */
  readonly keepDetails?: boolean | 'dev_titles';
  /**
   * Whether the last quarter of the train file is dev; without it there is none.
   * @default true
   */
  readonly unofficialDev?: boolean;
}

/**
 * Two-hop questions (Yang et al., 2018), divided as DSPy's `HotPotQA` does: the hard rows of the official train file,
 * shuffled by seed 0, three quarters train and one quarter dev; the official dev file as test.
 */
export class HotPotQA {
  readonly train: readonly Example<HotPotQaFields>[];
  readonly dev: readonly Example<HotPotQaFields>[];
  readonly test: readonly Example<HotPotQaFields>[];

  private constructor(hard: readonly SourceRow[], official: readonly SourceRow[], options: HotPotQaOptions) {
    const { keepDetails = 'dev_titles', unofficialDev = true, evalSeed: seed } = options;
    const shuffled = pythonShuffle(hard, 0);
    const cut = Math.floor((shuffled.length * 75) / 100);
    const all = ['id', 'type', 'gold_titles', 'context'];
    const [forTrain, forDev] =
      keepDetails === true ? [all, all] : [[], keepDetails === false ? [] : ['gold_titles']];
    const train = shuffled.slice(0, cut).map((row) => fieldsOf(row, forTrain));
    const dev = unofficialDev ? shuffled.slice(cut).map((row) => fieldsOf(row, forDev)) : [];
    const test = official.map((row) => fieldsOf(row, ['id', 'type', 'gold_titles']));
    this.train = part(train, 'question', { seed: options.trainSeed, size: options.trainSize });
    this.dev = part(dev, 'question', { seed, size: options.devSize });
    this.test = part(test, 'question', { seed, size: options.testSize });
    Object.freeze(this);
  }

  /**
   * Reads both files, as their authors publish them or as Hugging Face has them.
   *
   * @param files paths or addresses, in any format of `Dataset`.
   * @throws {@link DatasetRowError} for a row that is not of the dataset, and what `Dataset` throws.
   */
  static async load(
    files: { readonly train: string; readonly dev: string },
    options: HotPotQaOptions = {},
  ): Promise<HotPotQA> {
    assertKnownOptions(files, ['train', 'dev'], 'HotPotQA.load(files)');
    const known = [...NAMED_OPTIONS, ...PART_OPTIONS, 'keepDetails', 'unofficialDev'];
    assertKnownOptions(options, known, 'HotPotQA.load(files, ...)');
    const reading = { signal: options.signal, token: options.token };
    const [train, dev] = await Promise.all([rowsAt(files.train, reading), rowsAt(files.dev, reading)]);
    return new HotPotQA(
      train.filter((row) => textIn(row, 'level') === 'hard'),
      dev,
      options,
    );
  }
}

function fieldsOf(row: SourceRow, details: readonly string[]): HotPotQaFields {
  const { record } = row;
  const known: Record<string, () => unknown> = {
    id: () => record['id'] ?? record['_id'],
    type: () => textIn(row, 'type'),
    gold_titles: () => titlesOf(row),
    context: () => record['context'],
  };
  return {
    question: textIn(row, 'question'),
    answer: textIn(row, 'answer'),
    ...Object.fromEntries(details.map((name) => [name, known[name]?.()])),
  };
}

/** From `[[title, sentence], …]`, as published, or `{ title: [...] }`, as Hugging Face has it. */
function titlesOf(row: SourceRow): string[] {
  const facts = row.record['supporting_facts'];
  const titles: unknown = Array.isArray(facts)
    ? facts.map((fact: unknown) => (Array.isArray(fact) ? fact[0] : undefined))
    : (facts as { readonly title?: unknown } | undefined)?.title;
  if (Array.isArray(titles) && titles.every((title) => typeof title === 'string'))
    return [...new Set(titles)];
  return complain(row, 'supporting_facts', {
    reason: 'holds no titles',
    found: JSON.stringify(facts) ?? 'nothing',
  });
}
