import type { AnyPredict, Module } from '../../modules';
import { deepFreeze } from '../../util';
import { applyChanges, withoutVoid } from './apply-changes';
import { mergeChanges, type Candidate, type Changes, type Descent } from './candidate';
import { identityOf } from './program-identity';

/** All programs that differ from one student in what optimizers change. */
export class CandidateSpace<Student extends Module = Module> {
  /** The student itself, as a candidate. */
  readonly root: Candidate;
  /** Paths of the predictors that can be changed, in order. */
  readonly paths: readonly string[];
  readonly #student: Student;
  readonly #programs = new Map<string, Student>();

  /** @param student is copied, so that nothing that happens to it later matters. */
  constructor(student: Student) {
    this.#student = student.deepCopy();
    this.paths = Object.freeze(this.#student.namedPredictors().map(([path]) => path));
    this.root = this.create({}, { origin: 'student' });
  }

  /**
   * A candidate with these changes to the student.
   *
   * @throws {@link InvalidArgumentError} for a path at which the student has no predictor.
   */
  create(changes: Changes, { parents = [], origin }: Descent): Candidate {
    const kept = withoutVoid(this.#student, changes);
    const program = applyChanges(this.#student, kept);
    const id = identityOf(program);
    if (!this.#programs.has(id)) this.#programs.set(id, program);
    return Object.freeze({
      id,
      changes: deepFreezePlain(kept),
      parents: Object.freeze([...parents]),
      origin,
    });
  }

  /** A child of a candidate, with further changes. */
  derive(parent: Candidate, changes: Changes, origin: string): Candidate {
    return this.create(mergeChanges(parent.changes, changes), { parents: [parent.id], origin });
  }

  /** The program that a candidate makes; the same each time, to be called and not to be changed. */
  program(candidate: Candidate): Student {
    let program = this.#programs.get(candidate.id);
    if (program === undefined) {
      program = applyChanges(this.#student, candidate.changes);
      this.#programs.set(candidate.id, program);
    }
    return program;
  }

  /** A program of its own for whoever keeps it. */
  materialize(candidate: Candidate): Student {
    return applyChanges(this.#student, candidate.changes);
  }

  /** The predictor at a path as a candidate has it. Not to be changed. */
  predictor(candidate: Candidate, path: string): AnyPredict {
    const found = this.program(candidate)
      .namedPredictors()
      .find(([name]) => name === path);
    if (found === undefined) throw new RangeError(`The student has no predictor at ${path}.`);
    return found[1];
  }

  /** The instructions at a path as a candidate has them. */
  instructions(candidate: Candidate, path: string): string {
    return this.predictor(candidate, path).signature.instructions;
  }
}

/** Freezes what is ours; demonstrations are frozen where they are made. */
function deepFreezePlain(changes: Changes): Changes {
  for (const { demos, fields } of Object.values(changes)) {
    if (demos !== undefined) Object.freeze(demos);
    if (fields !== undefined) deepFreeze(fields);
  }
  for (const change of Object.values(changes)) Object.freeze(change);
  return Object.freeze(changes);
}
