import {
  candidateId,
  exampleId,
  travellingModule,
  travellingParts,
  type EvaluationUnit,
  type Program,
  type UnitTerms,
} from '../../evaluate';
import { canonicalJson, sha256 } from '../../util';
import { ProgramShelf } from './program-shelf';
import type { UnitJob } from './unit-job';

/** A unit ready to travel. */
export interface PackedUnit {
  /** The job's name: equal for equal work. */
  readonly id: string;
  readonly job: UnitJob;
  /** The program's state, as text. */
  readonly state: string;
}

/** What all units of a run have in common. */
export interface PackTerms {
  readonly task: string;
  /** Tells versions of the task apart: see `version` of the runner's options. */
  readonly version: string;
  /** Longest time of one unit, in milliseconds. */
  readonly timeout: number;
  readonly attempts: number;
  readonly terms: UnitTerms | undefined;
}

interface PackedProgram {
  readonly name: string;
  readonly identity: string;
  readonly state: string;
}

/** Packs the units of one run. */
export class UnitPacker {
  readonly #terms: PackTerms;
  readonly #unitTerms: UnitJob['terms'];
  readonly #programs = new Map<Program, PackedProgram>();
  readonly #seen = new Map<string, number>();

  constructor(terms: PackTerms) {
    this.#terms = terms;
    const { timeout, terms: given = {} } = terms;
    this.#unitTerms = { ...given, timeout: Math.min(given.timeout ?? timeout, timeout) };
  }

  /** @throws {@link InvalidArgumentError} for a program that is no module. */
  pack({ program, example, rolloutId }: EvaluationUnit): PackedUnit {
    const { task, version, attempts } = this.#terms;
    const { name, identity, state } = this.#programOf(program);
    const parts = {
      task,
      version,
      identity,
      example: exampleId(example),
      rollout: rolloutId ?? 0,
      terms: this.#unitTerms,
    };
    const same = canonicalJson(parts);
    // Two equal rows of one run are two units; in the run that resumes it, they are the same two again.
    const nth = this.#seen.get(same) ?? 0;
    this.#seen.set(same, nth + 1);
    const job: UnitJob = {
      v: 1,
      task,
      program: name,
      attempts,
      ...travellingParts({ example, rolloutId }),
      terms: this.#unitTerms,
    };
    return { id: `u-${sha256(`${same}#${nth}`).slice(0, 32)}`, job, state };
  }

  #programOf(program: Program): PackedProgram {
    const known = this.#programs.get(program);
    if (known !== undefined) return known;
    const module = travellingModule(program, 'BullMQRunner');
    const state = JSON.stringify(module.dumpState());
    const packed = { name: ProgramShelf.nameOf(state), identity: candidateId(module), state };
    this.#programs.set(program, packed);
    return packed;
  }
}
