import { InvalidArgumentError } from '../../errors';
import type { Module } from '../../modules';
import { formatJson, parseJson } from '../../saving';
import { assertKnownOptions, messageOf } from '../../util';
import { assertMetric, type TrainingExample } from '../check-options';
import type { CompileMetric } from '../compile-metric';
import type { CompileRun } from '../job/compile-run';
import { CompileEndedError } from '../job/job-errors';
import type { PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import { JobTeleprompter } from '../job/job-teleprompter';
import { setsOf } from '../split-trainset';
import type { Teleprompter } from '../teleprompter';

/** How a {@link BetterTogether} works. */
export interface BetterTogetherOptions {
  /** Scores the program after each step. */
  readonly metric: CompileMetric;
  /** The optimizers, by the names that the strategy calls them. */
  readonly optimizers: Readonly<Record<string, Teleprompter>>;
  /**
   * Which optimizer comes after which, such as `'demos -> instructions -> demos'`.
   * @default each once, in their order
   */
  readonly strategy?: string;
  /**
   * The share of the trainset that steps are compared on, where no valset is given.
   * @default 0.1
   */
  readonly valsetRatio?: number;
  /**
   * Whether each step sees the training examples in an order of its own.
   * @default true
   */
  readonly shuffleTrainsetBetweenSteps?: boolean;
  /**
   * Decides on everything random.
   * @default 0
   */
  readonly seed?: number;
  /**
   * Most examples scored at once between the steps. The result does not depend on it.
   * @default 8
   */
  readonly concurrency?: number;
}

const OPTIONS: readonly (keyof BetterTogetherOptions)[] = [
  'metric',
  'optimizers',
  'strategy',
  'valsetRatio',
  'shuffleTrainsetBetweenSteps',
  'seed',
  'concurrency',
];

interface Plan {
  readonly optimizers: Readonly<Record<string, Teleprompter>>;
  readonly steps: readonly string[];
  readonly valsetRatio: number;
  readonly shuffles: boolean;
  readonly seed: number;
}

/**
 * Lets one optimizer go on where another has ended, and keeps the best program of all steps.
 *
 * @remarks DSPy's `BetterTogether` (Soylu et al., 2024). The examples to compare by are drawn, not the first ones; a step that
 * fails ends the chain with the best so far, and its error is told. Each step is a job within
 * the job and is given what is left of the budget; with a `directory` it goes on where it was cut off, if its optimizer makes jobs.
 *
 * @example
 * ```ts
 * const optimizer = new BetterTogether({ metric, optimizers: { p: new MIPROv2({ metric }), g: new GEPA({ metric }) }, strategy: 'p -> g' });
 * ```
 */
export class BetterTogether extends JobTeleprompter {
  readonly #plan: Plan;

  /** @throws {@link UnknownOptionError}, {@link InvalidArgumentError}. */
  constructor(options: BetterTogetherOptions) {
    const where = 'new BetterTogether(...)';
    assertKnownOptions(options, OPTIONS, where);
    const { metric, optimizers, valsetRatio = 0.1, shuffleTrainsetBetweenSteps = true, seed = 0 } = options;
    assertMetric(metric, where);
    const names = Object.keys(optimizers ?? {});
    if (names.length === 0)
      throw new InvalidArgumentError(`${where} optimizers`, { expected: 'at least one.' });
    if (!(valsetRatio > 0 && valsetRatio < 1)) {
      throw new InvalidArgumentError(`${where} valsetRatio`, {
        found: String(valsetRatio),
        expected: 'between 0 and 1.',
      });
    }
    const steps = options.strategy?.split('->').map((name) => name.trim()) ?? names;
    const unknown = steps.find((name) => !names.includes(name));
    if (unknown !== undefined) {
      throw new InvalidArgumentError(`${where} strategy`, { found: unknown, expected: names.join(', ') });
    }
    super({
      name: 'BetterTogether',
      metric,
      seed,
      concurrency: options.concurrency,
      options: { optimizers, steps, valsetRatio, shuffleTrainsetBetweenSteps },
    });
    this.#plan = { optimizers, steps, valsetRatio, shuffles: shuffleTrainsetBetweenSteps, seed };
  }

  /** @internal */
  override async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const { setSizes, phase } = await import('../plan/plan-size');
    const { optimizers, steps, valsetRatio } = this.#plan;
    const { train, val } = setSizes(size, valsetRatio);
    const inner = await Promise.all(
      steps.map(async (name) => {
        const optimizer = optimizers[name];
        const own =
          optimizer instanceof JobTeleprompter
            ? await optimizer.phases({ ...size, trainset: train, valset: val })
            : [phase('unknown', 'program', Number.POSITIVE_INFINITY)];
        return own.map((each) => ({ ...each, phase: `${name}: ${each.phase}` }));
      }),
    );
    return [phase('the student and each step', 'program', (1 + steps.length) * val), ...inner.flat()];
  }

  protected async search<Student extends Module>(run: CompileRun<Student>): Promise<Student> {
    const { steps, valsetRatio, seed } = this.#plan;
    const sets = setsOf(run, seed, valsetRatio);
    run.consider(run.student, await run.evaluate(run.student, sets.valset), { origin: 'student' });
    let current = run.student;
    let parent = run.best?.report.id;
    for (const [place, name] of steps.entries()) {
      const next = await this.#step(run, current, { place, name, ...sets });
      if (next === undefined) break;
      const origin = steps.slice(0, place + 1).join(' -> ');
      const { report } = run.consider(next, await run.evaluate(next, sets.valset), { origin, parent });
      current = next;
      parent = report.id;
    }
    return run.best?.program.deepCopy() ?? run.student.deepCopy();
  }

  /** What an optimizer makes of a program; undefined where it failed. */
  async #step<Student extends Module>(
    run: CompileRun<Student>,
    current: Student,
    step: {
      readonly place: number;
      readonly name: string;
      readonly trainset: readonly TrainingExample[];
      readonly valset: readonly TrainingExample[];
    },
  ): Promise<Student | undefined> {
    const { place, name, valset } = step;
    const optimizer = this.#plan.optimizers[name] as Teleprompter;
    const trainset = this.#plan.shuffles
      ? run.random(`order ${place}`).shuffle(step.trainset)
      : step.trainset;
    try {
      const { state, metricCalls } = await run.step(`${place} ${name}`, async (signal) => {
        const student = current.deepCopy().unfreeze();
        const options = { trainset, valset, signal };
        if (!(optimizer instanceof JobTeleprompter)) {
          return { state: stateOf(await optimizer.compile(student, options)), metricCalls: 0 };
        }
        const job = optimizer.start(student, {
          ...options,
          confirm: false,
          budget: run.budgetLeft,
          directory: run.directoryFor(`step-${place + 1}`),
          fork: true,
        });
        const { program, report } = await job.result;
        return { state: stateOf(program), metricCalls: report.spending.metricCalls };
      });
      run.countMetricCalls(metricCalls);
      return current.deepCopy().loadState(parseJson(state) as object, { lms: false });
    } catch (error) {
      run.signal.throwIfAborted();
      if (error instanceof CompileEndedError) throw error;
      run.note(`Step ${place + 1} (${name}) failed, so the chain ends there: ${messageOf(error)}`);
      return undefined;
    }
  }
}

function stateOf(program: Module): string {
  return formatJson(program.dumpState(), 0);
}
