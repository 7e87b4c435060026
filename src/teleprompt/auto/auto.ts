import type { LanguageModel } from '../../lm';
import type { Module } from '../../modules';
import { assertKnownOptions } from '../../util';
import { applyChanges } from '../candidate/apply-changes';
import { assertCount, assertMetric } from '../check-options';
import type { CompileMetric } from '../compile-metric';
import type { CompileRun } from '../job/compile-run';
import { JobTeleprompter } from '../job/job-teleprompter';
import { setsOf } from '../split-trainset';
import { bootstrappedArms, cheapArms, type Arm, type ArmSettings } from './arms';
import { Race } from './race';
import { reflectedArm, writtenArms } from './written-arms';

/** How {@link Auto} works. */
export interface AutoOptions {
  /** Says how good an answer is; feedback it gives is used. */
  readonly metric: CompileMetric;
  /**
   * Writes instructions.
   * @default the model in force
   */
  readonly promptModel?: LanguageModel;
  /**
   * What the teacher of bootstrapped demonstrations is called with.
   * @default the models of the program
   */
  readonly teacherSettings?: { readonly lm?: LanguageModel };
  /**
   * Most demonstrations out of a teacher's calls, for each predictor.
   * @default 4
   */
  readonly maxBootstrappedDemos?: number;
  /**
   * Most labelled demonstrations for each predictor.
   * @default 16
   */
  readonly maxLabeledDemos?: number;
  /**
   * New instructions to try; 0 for none.
   * @default 4
   */
  readonly numInstructions?: number;
  /**
   * Times the best program is looked at where it fails, and its instructions are revised; 0 for none.
   * @default 2
   */
  readonly numReflections?: number;
  /**
   * Decides on everything random.
   * @default 0
   */
  readonly seed?: number;
  /**
   * Most things to do at once; decides on nothing.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * How many calls in a row may fail by a fault of the provider or the metric.
   * @default 20
   */
  readonly maxErrors?: number;
}

/** The names of all {@link AutoOptions}. */
export const AUTO_OPTIONS: readonly (keyof AutoOptions)[] = [
  'metric',
  'promptModel',
  'teacherSettings',
  'maxBootstrappedDemos',
  'maxLabeledDemos',
  'numInstructions',
  'numReflections',
  'seed',
  'concurrency',
  'maxErrors',
];

/** Rows in the first look at each candidate. */
const FIRST_RUNG = 24;

/** How many stay in the race between looks. */
const KEPT = 8;

/**
 * Finds out by itself what helps a program: it races the families of optimizers against each other, the cheap ones first, and
 * spends on each only what its results earn.
 *
 * No demonstrations, labelled and nearest ones are tried for nothing but the runs themselves; bootstrapped ones, rules, new
 * instructions and their combinations come after, built on the best so far. All are compared pair by pair on the same examples, few
 * at first; who is clearly behind is dropped. What is left is scored on the whole valset, so the result is never worse there than
 * a cheap candidate.
 *
 * @remarks Successive halving (Jamieson and Talwalkar, 2016) with racing (Maron and Moore, 1994) over the candidates that DSPy's
 * LabeledFewShot, KNNFewShot, BootstrapFewShot, InferRules, MIPROv2 and GEPA would make.
 *
 * @example
 * ```ts
 * const compiled = await program.compile({ trainset, metric: exactMatch('team'), budget: { usd: 2 } });
 * ```
 */
export class Auto extends JobTeleprompter {
  readonly #settings: ArmSettings & { readonly numInstructions: number; readonly numReflections: number };

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: AutoOptions) {
    assertKnownOptions(options, AUTO_OPTIONS, 'new Auto(...)');
    assertMetric(options.metric, 'new Auto(...)');
    assertKnownOptions(options.teacherSettings, ['lm'], 'new Auto({ teacherSettings })');
    const { metric, concurrency = 8, seed = 0, maxErrors = 20, ...rest } = options;
    const { maxBootstrappedDemos = 4, maxLabeledDemos = 16, numInstructions = 4, numReflections = 2 } = rest;
    const counts = { maxBootstrappedDemos, maxLabeledDemos, numInstructions, numReflections };
    for (const [name, value] of Object.entries(counts)) assertCount(value, `new Auto({ ${name} })`);
    assertCount(concurrency, 'new Auto({ concurrency })', 1);
    assertCount(maxErrors, 'new Auto({ maxErrors })', 1);
    super({ name: 'Auto', metric, seed, concurrency, maxErrors, options: rest });
    this.#settings = Object.freeze({
      ...counts,
      seed,
      promptModel: options.promptModel,
      teacherLm: options.teacherSettings?.lm,
    });
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { seed, numReflections } = this.#settings;
    const sets = setsOf(run, seed);
    const race = new Race(run, sets.valset, { firstRung: FIRST_RUNG, kept: KEPT });
    const make = { run, trainset: sets.trainset, settings: this.#settings };
    await race.enter(await cheapArms(make));
    if (!race.isWon) await race.enter(await bootstrappedArms(make));
    if (!race.isWon) await race.enter(await writtenArms({ ...make, base: race.leader.program }));
    if (!race.isWon) await race.enter(combined(race));
    for (let round = 0; round < numReflections && !race.isWon; round++) {
      await race.enter(await reflectedArm({ ...make, base: race.leader.program }, round));
    }
    await race.finish();
    return race.leader.program;
  }
}

/** The best new instructions with the best demonstrations they were not tried with. */
function combined<Student extends Module>(race: Race<Student>): Arm<Student>[] {
  const written = race.best('instructions');
  const shown = race.best('demonstrations');
  if (written === undefined || shown === undefined) return [];
  const instructions = written.program
    .namedPredictors()
    .map(([path, { signature }]) => [path, { instructions: signature.instructions }] as const);
  const program = applyChanges(shown.program, Object.fromEntries(instructions));
  return [{ program, family: 'combination', origin: `${shown.origin} with ${written.origin}` }];
}
