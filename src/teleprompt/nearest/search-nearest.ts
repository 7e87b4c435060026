import type { Demo, Module } from '../../modules';
import { bootstrapDemos } from '../bootstrap/bootstrap-demos';
import { settingsFor, type BootstrapPlan } from '../bootstrap/bootstrap-options';
import { assertSamePredictors } from '../bootstrap/bootstrap-program';
import type { CompileRun } from '../job/compile-run';
import type { KnnPlan } from './knn-options';
import { nearestProgram } from './nearest-program';

/** What {@link KNNFewShot} does in a run. */
export async function searchNearest<Student extends Module>(
  run: CompileRun<Student>,
  { k, vectorizer, bootstrap }: KnnPlan,
): Promise<Student> {
  const taught = await bootstrapped(run, bootstrap);
  return nearestProgram(run.student, {
    trainset: run.trainset,
    k,
    embedder: vectorizer,
    demosOf: (place) => taught.get(place),
    signal: run.signal,
  });
}

/** What a teacher made of the examples that it got right; nothing where no metric tells. */
async function bootstrapped(
  run: CompileRun<Module>,
  plan: BootstrapPlan,
): Promise<ReadonlyMap<number, ReadonlyMap<string, Demo>>> {
  const { student, trainset } = run;
  const settings = settingsFor(plan, run);
  if (settings.metric === undefined) return new Map();
  const base = student.resetCopy();
  if (run.teacher !== undefined) assertSamePredictors(base, run.teacher);
  const teacher = run.teacher ?? base;
  if (run.teacher === undefined && settings.teacherLm !== undefined) teacher.setLM(settings.teacherLm);
  const { everyExample } = await bootstrapDemos(teacher, trainset, {
    ...settings,
    maxBootstrappedDemos: trainset.length,
  });
  return everyExample;
}
