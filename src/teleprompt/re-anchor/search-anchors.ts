import { InvalidArgumentError } from '../../errors';
import type { Module } from '../../modules';
import type { DecisionSettings } from '../../types';
import type { CompileRun, RunEvaluation } from '../job/compile-run';
import { settledAll } from '../job/settled-all';
import { anchorsOf, decisionOutputs, dialCount, dialOf, evidenceOf, type DecisionOutput } from './anchors';
import { betterOnFolds } from './better-on-folds';
import type { ReAnchorPlan } from './re-anchor-options';
import { recordReplies, withReplies, type Replies } from './replies';

/** What {@link ReAnchor} does in a run. */
export async function searchAnchors<Student extends Module>(
  run: CompileRun<Student>,
  { maxCandidates }: ReAnchorPlan,
): Promise<Student> {
  const outputs = decisionOutputs(run.student);
  if (outputs.length === 0) throw noDecisions();
  const replies = await recordReplies(run);
  const before = await scored(run, run.student, replies);
  run.consider(run.student.deepCopy(), before, { origin: 'student' });
  let [program, standing] = [run.student, before];
  for (const output of outputs) {
    for (let place = 0; place < dialCount(output); place++) {
      const next = await turned(run, { program, standing, output, place, replies, maxCandidates });
      if (next !== undefined) ({ program, standing } = next);
    }
  }
  // Steps that were each worth it may not be so together.
  const kept = betterOnFolds(scoresOf(before), [{ scores: scoresOf(standing), gap: 0 }]) !== undefined;
  if (program === run.student || !kept) return run.student.deepCopy();
  const parent = before.candidate;
  run.consider(program, standing, { origin: 'calibrated decisions', parent });
  return program;
}

interface Turn<Student extends Module> {
  readonly program: Student;
  /** What it came to on the trainset. */
  readonly standing: RunEvaluation;
  readonly output: DecisionOutput;
  readonly place: number;
  readonly replies: Replies;
  readonly maxCandidates: number;
}

/** The program with one number found anew; undefined where no other is better. */
async function turned<Student extends Module>(
  run: CompileRun<Student>,
  { program, standing, output, place, replies, maxCandidates }: Turn<Student>,
): Promise<{ readonly program: Student; readonly standing: RunEvaluation } | undefined> {
  const present = { ...output.type.settings, ...settingsAt(program, output) };
  const dial = dialOf(output, evidenceOf(standing.rows, output), { present, place });
  const tried = anchorsOf(dial, maxCandidates).map(({ settings, gap }) => ({
    gap,
    program: withSettings(program, output, settings),
  }));
  const evaluations = await settledAll(tried.map((each) => scored(run, each.program, replies)));
  const best = betterOnFolds(
    scoresOf(standing),
    tried.map(({ gap }, index) => ({ gap, scores: scoresOf(evaluations[index] as RunEvaluation) })),
  );
  const [chosen, reached] = [tried[best ?? -1], evaluations[best ?? -1]];
  return chosen === undefined || reached === undefined
    ? undefined
    : { program: chosen.program, standing: reached };
}

function scored(run: CompileRun<Module>, program: Module, replies: Replies): Promise<RunEvaluation> {
  return run.evaluate(withReplies(program, replies), run.trainset, { traced: true });
}

function scoresOf({ rows }: RunEvaluation): readonly (number | undefined)[] {
  return rows.map(({ score }) => score);
}

function settingsAt(program: Module, { path, field }: DecisionOutput): DecisionSettings {
  const predictor = program.namedPredictors().find(([name]) => name === path)?.[1];
  return (predictor?.decisions?.[field] ?? {}) as DecisionSettings;
}

function withSettings<Student extends Module>(
  program: Student,
  { path, field }: DecisionOutput,
  settings: DecisionSettings,
): Student {
  const copy = program.deepCopy();
  for (const [name, predictor] of copy.namedPredictors()) {
    if (name === path) predictor.decisions = { ...predictor.decisions, [field]: settings };
  }
  return copy;
}

function noDecisions(): InvalidArgumentError {
  return new InvalidArgumentError('ReAnchor.compile(student, ...)', {
    found: 'a program without decision outputs',
    expected: 'an output of type Noul, Score or Choice.',
  });
}
