import { join } from 'node:path';
import { InvalidArgumentError } from '../errors';
import { currentLM, recorded, RecordingMissingError, type LanguageModel, type RecordingMode } from '../lm';
import type { ModuleBase } from '../modules';
import { readJsonFile, writeJsonFile } from '../saving';
import { withContext } from '../settings';
import { assertKnownOptions, canonicalJson, excerpt, messageOf } from '../util';
import type { MatcherResult } from './matcher-result';

/** What a program is asked, and whether its answers are written down or compared. */
export interface RecordedProgramOptions {
  /** What the program is called with, in turn. */
  readonly inputs: readonly object[];
  /**
   * Asks the model and writes down anew what it replies and what the program answers, instead of comparing.
   * @default whether the environment variable DSPEX_RECORD is 1
   */
  readonly record?: boolean;
  /**
   * The model that is recorded. It is not asked when comparing, but must be the same.
   * @default the model in force
   */
  readonly lm?: LanguageModel;
}

/** A file of answers. */
interface Answers {
  readonly format: 1;
  readonly runs: readonly { readonly inputs: unknown; readonly answer: unknown }[];
}

/**
 * The matcher `toMatchRecordedProgram`: asked the same, does the program ask its models the same, word for word, and make the same of
 * their replies? Replies are replayed from the folder, so no model is asked. A prompt that changed, a demonstration that is gone and
 * an answer that is parsed otherwise all fail, with the difference.
 *
 * @param directory where replies and answers were recorded; commit it.
 */
export async function toMatchRecordedProgram(
  received: unknown,
  directory: string,
  options: RecordedProgramOptions,
): Promise<MatcherResult> {
  const program = checked(received, options);
  const { inputs, record = process.env['DSPEX_RECORD'] === '1' } = options;
  const file = join(directory, 'answers.json');
  if (record) {
    const answers = await answersOf(program, directory, { ...options, mode: 'record' });
    const runs = inputs.map((asked, index) => ({ inputs: asked, answer: answers[index] }));
    await writeJsonFile(file, { format: 1, runs });
    return { pass: true, message: () => `The answers were just recorded in ${directory}.` };
  }
  const known = await recordedAnswers(file);
  if (known === undefined) {
    return {
      pass: false,
      message: () => `Nothing is recorded in ${directory}. Record it: DSPEX_RECORD=1, or { record: true }.`,
    };
  }
  if (
    !same(
      known.runs.map((run) => run.inputs),
      plain(inputs),
    )
  ) {
    return {
      pass: false,
      message: () => `The inputs are not those that were recorded in ${directory}. Record them anew.`,
    };
  }
  return compared(program, directory, { options, known });
}

async function compared(
  program: ModuleBase,
  directory: string,
  { options, known }: { readonly options: RecordedProgramOptions; readonly known: Answers },
): Promise<MatcherResult> {
  try {
    const answers = await answersOf(program, directory, { ...options, mode: 'replay' });
    const differing = answers.findIndex((answer, index) => !same(answer, known.runs[index]?.answer));
    return {
      pass: differing === -1,
      message: () =>
        differing === -1
          ? `The program asks and answers as it was recorded in ${directory}.`
          : differenceAt(differing, known.runs[differing]?.answer, answers[differing]),
    };
  } catch (error) {
    if (!(error instanceof RecordingMissingError)) throw error;
    return {
      pass: false,
      message: () => `The program does not ask as it was recorded.\n${messageOf(error)}`,
    };
  }
}

function differenceAt(index: number, recordedAnswer: unknown, answer: unknown): string {
  return [
    `The program answers otherwise than it was recorded, for inputs[${index}].`,
    `  recorded: ${excerpt(JSON.stringify(recordedAnswer) ?? 'nothing', 500)}`,
    `  answered: ${excerpt(JSON.stringify(answer) ?? 'nothing', 500)}`,
  ].join('\n');
}

/** The program's answers in turn, every model it asks recorded or replayed. */
async function answersOf(
  program: ModuleBase,
  directory: string,
  { inputs, lm, mode }: RecordedProgramOptions & { readonly mode: RecordingMode },
): Promise<unknown[]> {
  const replies = join(directory, 'replies');
  const wrapped = (model: LanguageModel): LanguageModel => recorded(model, { directory: replies, mode });
  const model = lm ?? currentLM.get();
  const copy = withOwnModels(program, wrapped);
  const answers: unknown[] = [];
  await withContext(model === undefined ? {} : { lm: wrapped(model) }, async () => {
    for (const asked of inputs) answers.push(plain(await copy.call(asked as never)));
  });
  return answers;
}

/** A copy whose predictors' own models are wrapped; the program itself when none has one. */
function withOwnModels(program: ModuleBase, wrapped: (model: LanguageModel) => LanguageModel): ModuleBase {
  const hasOwn = program.namedPredictors({ frozen: true }).some(([, { lm }]) => lm !== undefined);
  if (!hasOwn) return program;
  const copy = program.deepCopy();
  for (const [, predictor] of copy.namedPredictors({ frozen: true })) {
    if (predictor.lm !== undefined) predictor.lm = wrapped(predictor.lm);
  }
  return copy;
}

async function recordedAnswers(file: string): Promise<Answers | undefined> {
  try {
    return (await readJsonFile(file)) as Answers;
  } catch (error) {
    const { cause } = error as { readonly cause?: { readonly code?: unknown } };
    if (cause?.code === 'ENOENT') return undefined;
    throw error;
  }
}

function checked(received: unknown, options: RecordedProgramOptions): ModuleBase {
  const where = 'expect(program).toMatchRecordedProgram(directory, ...)';
  if (typeof received !== 'object' || received === null || !('namedPredictors' in received)) {
    throw new InvalidArgumentError(where, { found: typeof received, expected: 'a program.' });
  }
  assertKnownOptions(options, ['inputs', 'record', 'lm'], where);
  if (!Array.isArray(options?.inputs) || options.inputs.length === 0) {
    throw new InvalidArgumentError(`${where} { inputs }`, {
      found: String(options?.inputs),
      expected: 'a list of inputs, one at least.',
    });
  }
  return received as ModuleBase;
}

function same(left: unknown, right: unknown): boolean {
  return canonicalJson(left ?? null) === canonicalJson(right ?? null);
}

/** As JSON holds it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value ?? null));
}
