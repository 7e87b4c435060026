import type { Module } from '../../modules';
import { inSpan } from '../../tracing';
import { checkCompile } from '../check-options';
import type { CompilePlan, PlannedPhase } from '../plan/compile-plan';
import type { PlanSize } from '../plan/plan-size';
import type { CompileOptions, Teleprompter } from '../teleprompter';
import { Ledger } from './budget';
import { CompileJob } from './compile-job';
import type { CompileRun } from './compile-run';
import { fingerprintOf, jobId } from './fingerprint';
import { onInterrupt } from './interrupt';
import type { JobTeleprompterTraits } from './job-teleprompter-traits';
import { checkStop } from './stop-conditions';

/**
 * An optimizer whose compilations are jobs: they give a handle at once, report, keep to a budget, and go on after a crash.
 *
 * A subclass says its traits in the constructor and writes `search`, which asks only through the run it is given.
 */
export abstract class JobTeleprompter implements Teleprompter {
  readonly #traits: JobTeleprompterTraits;

  constructor(traits: JobTeleprompterTraits) {
    this.#traits = Object.freeze({ ...traits });
  }

  /**
   * Looks for a better program. It does not change the student, lets {@link CompileEndedError} pass, and puts every program
   * that could be the result up by `run.consider`, so that an early end has something to give.
   *
   * @returns the compiled program, which shares no mutable state with the student.
   */
  protected abstract search<Student extends Module>(run: CompileRun<Student>): Promise<Student>;

  /**
   * Compiles, and waits for the program.
   *
   * @throws what the result of {@link start} rejects with.
   */
  async compile<Student extends Module>(student: Student, options: CompileOptions): Promise<Student> {
    return (await this.start(student, options).result).program;
  }

  /**
   * What a compilation would call, without calling anything: how many runs of the program and questions to models, at most and about.
   *
   * @throws {@link UnknownOptionError}, {@link InvalidArgumentError} as {@link start} would.
   */
  async plan(student: Module, options: CompileOptions): Promise<CompilePlan> {
    checkCompile(this.#traits.name, student, options);
    const { planCompile } = await import('../plan/plan-compile');
    return planCompile(this.#traits, { student, options, phases: (size) => this.phases(size) });
  }

  /**
   * The parts of the search and how often each calls.
   *
   * @returns by default one part of which nothing is known; an optimizer that knows better says so.
   */
  async phases(size: PlanSize): Promise<readonly PlannedPhase[]> {
    const most = size.trainset === 0 ? 0 : Number.POSITIVE_INFINITY;
    return [{ phase: 'search', kind: 'program', most, expected: most }];
  }

  /**
   * Begins to compile and returns at once.
   *
   * @throws {@link UnknownOptionError}, {@link InvalidArgumentError} for options that nothing could begin with.
   */
  start<Student extends Module>(student: Student, options: CompileOptions): CompileJob<Student> {
    const { name, metric } = this.#traits;
    checkCompile(name, student, options);
    checkStop(options.stop ?? {});
    const fingerprint = fingerprintOf({
      optimizer: name,
      options: { seed: this.#traits.seed ?? 0, ...this.#traits.options },
      student,
      teacher: options.teacher,
      metric,
      metricVersion: options.metricVersion,
      sets: { trainset: options.trainset, valset: options.valset, holdout: options.holdout },
    });
    const ledger = new Ledger(options.budget ?? {}, () => performance.now());
    const job: CompileJob<Student> = new CompileJob(
      jobId(fingerprint, 0),
      (controls) =>
        inSpan(
          'compile',
          () => ({ name, inputs: { student, options } }),
          async () => {
            const { runJob } = await import('./run-job');
            return runJob({
              traits: this.#traits,
              student,
              options,
              controls,
              fingerprint,
              ledger,
              search: (run) => this.search(run),
            });
          },
        ),
      options,
    );
    if (options.handleInterrupt === true) {
      const release = onInterrupt(() => void job.cancel());
      job.result.then(release, release);
    }
    return job;
  }
}
