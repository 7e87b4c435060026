import {
  exampleOf,
  ProcessRunner,
  recordedOutcome,
  type RecordedOutcome,
  type UnitOutcome,
} from '../../evaluate';
import type { Module } from '../../modules';
import type { UnitJob } from '../queue/unit-job';

interface Ward {
  readonly runner: ProcessRunner;
  units: number;
}

/**
 * Performs units over which a worker has died, each alone in a process: the one at fault ends its process and no worker, and those that were only
 * beside it are done. The processes end when no such unit is left.
 */
export class Quarantine {
  readonly #module: string;
  // By how long a process may take over one unit.
  readonly #wards = new Map<number, Ward>();

  constructor(module: string) {
    this.#module = module;
  }

  /** The outcome; of a unit that ends its process, one that says so. Undefined where the signal ended it first. */
  async perform(job: UnitJob, program: Module, signal: AbortSignal): Promise<RecordedOutcome | undefined> {
    const { terms, rolloutId } = job;
    const killAfter = Math.ceil(terms.timeout);
    const ward = this.#enter(killAfter);
    let outcome: UnitOutcome | undefined;
    const rollout = rolloutId === undefined ? {} : { rolloutId };
    try {
      await ward.runner.run([{ index: 0, program, example: exampleOf(job), ...rollout }], {
        signal,
        terms,
        perform: () => Promise.reject(new Error('Units in quarantine are performed elsewhere.')),
        onOutcome: (_, found) => {
          outcome = found;
        },
      });
    } finally {
      this.#leave(killAfter, ward);
    }
    // The steps of a trace that travelled know their predictors' paths.
    return outcome && recordedOutcome(outcome, new Map());
  }

  #enter(killAfter: number): Ward {
    let ward = this.#wards.get(killAfter);
    if (ward === undefined) {
      ward = { runner: new ProcessRunner({ module: this.#module, concurrency: 1, killAfter }), units: 0 };
      this.#wards.set(killAfter, ward);
    }
    ward.units++;
    return ward;
  }

  #leave(killAfter: number, ward: Ward): void {
    if (--ward.units > 0) return;
    this.#wards.delete(killAfter);
    ward.runner.close();
  }
}
