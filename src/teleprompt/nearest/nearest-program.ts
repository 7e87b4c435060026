import type { Embedder } from '../../lm';
import { NearestDemos, showNearest, textOfInputs, type Demo, type Module } from '../../modules';
import type { TrainingExample } from '../check-options';
import { labeledDemos } from '../labeled-demos';

/** What a program that shows the nearest examples is made of. */
export interface NearestTask {
  readonly trainset: readonly TrainingExample[];
  /** How many each call is shown. */
  readonly k: number;
  /** @default a HashedEmbedder */
  readonly embedder?: Embedder;
  /**
   * The demonstrations of the example at a place, by path of the predictor.
   * @default the example itself, wherever it says something
   */
  readonly demosOf?: (place: number) => ReadonlyMap<string, Demo> | undefined;
  readonly signal: AbortSignal;
}

/** A copy of the student that shows each call the training examples nearest to its inputs. */
export async function nearestProgram<Student extends Module>(
  student: Student,
  { trainset, k, embedder, demosOf, signal }: NearestTask,
): Promise<Student> {
  const entries = trainset.map((example, place) => ({
    text: textOfInputs(example.inputs()),
    demos: Object.fromEntries(demosOf?.(place) ?? labeledByPath(student, example)),
  }));
  const nearest = new NearestDemos({ k, entries, ...(embedder === undefined ? {} : { embedder }) });
  await nearest.prepare(signal);
  return showNearest(student.resetCopy(), nearest);
}

function labeledByPath(student: Module, example: TrainingExample): ReadonlyMap<string, Demo> {
  const demos = new Map<string, Demo>();
  for (const [path, predictor] of student.namedPredictors()) {
    const [demo] = labeledDemos(predictor, [example]);
    if (demo !== undefined) demos.set(path, demo);
  }
  return demos;
}
