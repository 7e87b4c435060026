import type { Module } from '../../modules';
import { applyChanges } from '../candidate/apply-changes';
import type { Changes } from '../candidate/candidate';
import type { TracedRow } from '../job/compile-run';
import { labeledDemos } from '../labeled-demos';
import type { Proposer } from '../propose/ask-model';
import { describeStep } from '../propose/describe-program';
import { induceRules } from '../propose/induce-rules';
import { proposeInstructions } from '../propose/propose-instructions';
import { reflect, type FeedbackRecord } from '../propose/reflect';
import { proposerOf, reportFailures } from '../search-run/proposer-of';
import type { Arm, ArmTask } from './arms';

/** What texts are written for. */
export interface WritingTask<Student extends Module> extends ArmTask<Student> {
  /** The best program so far, which gets the new texts. */
  readonly base: Student;
}

/** Examples rules are made of. */
export const RULE_EXAMPLES = 16;

/** Rows that a reflection looks at. */
export const MINIBATCH = 8;

/** New instructions for the best program so far: proposals grounded in data and program, and rules made of labelled examples. */
export async function writtenArms<Student extends Module>(
  task: WritingTask<Student>,
): Promise<Arm<Student>[]> {
  const { run, base, settings, trainset } = task;
  const proposer = writerOf(task);
  if (proposer === undefined || settings.numInstructions === 0) return [];
  const demoSet = Object.fromEntries(base.namedPredictors().map(([path, { demos }]) => [path, demos]));
  const [{ byPath, failures }, ruled] = await Promise.all([
    proposeInstructions(proposer, {
      student: base,
      trainset,
      demoSets: [demoSet],
      count: settings.numInstructions,
      programAware: true,
      dataAware: true,
      tipAware: true,
      fewshotAware: true,
      viewDataBatchSize: 10,
    }),
    ruledArm(task, proposer),
  ]);
  reportFailures(run, 'Auto', { failures, answered: true });
  const most = Math.max(0, ...Object.values(byPath).map((proposals) => proposals.length));
  const proposed = Array.from({ length: most }, (_, index): Arm<Student> => {
    const texts = Object.entries(byPath).map(([path, proposals]) => [path, proposals[index]] as const);
    return {
      program: withInstructions(base, texts),
      family: 'instructions',
      origin: `proposed instructions ${index + 1}`,
    };
  });
  return [...proposed, ...ruled];
}

/** The best program so far with its instructions revised after a look at where it fails; unless that does harm there. */
export async function reflectedArm<Student extends Module>(
  task: WritingTask<Student>,
  round: number,
): Promise<Arm<Student>[]> {
  const { run, base, trainset } = task;
  const proposer = writerOf(task);
  if (proposer === undefined) return [];
  const batch = run.random(`auto/reflect/${round}`).sample(trainset, MINIBATCH);
  const before = await run.evaluate(base, batch, { traced: true });
  if (before.rows.every(({ score }) => score === undefined || score >= 1)) return [];
  const revised = await Promise.all(
    base.namedPredictors().map(async ([path, predictor]) => {
      const records = recordsOf(before.rows, path);
      if (records.length === 0) return [path, undefined] as const;
      const { instructions } = predictor.signature;
      const answer = await reflect(proposer, {
        path,
        iteration: round,
        what: 'instructions',
        present: instructions,
        step: describeStep(path, predictor),
        records,
        rejected: [],
      });
      if ('failure' in answer) reportFailures(run, 'Auto', { failures: [answer.failure], answered: true });
      return [path, 'text' in answer ? answer.text : undefined] as const;
    }),
  );
  if (revised.every(([, text]) => text === undefined)) return [];
  const program = withInstructions(base, revised);
  const after = await run.evaluate(program, batch, { traced: true });
  if (after.result.score < before.result.score) return [];
  return [
    { program, family: 'instructions', origin: `instructions revised after failures, round ${round + 1}` },
  ];
}

async function ruledArm<Student extends Module>(
  { run, base, trainset }: WritingTask<Student>,
  proposer: Proposer,
): Promise<Arm<Student>[]> {
  const texts = await Promise.all(
    base.namedPredictors().map(async ([path, predictor]) => {
      const examples = run
        .random(`auto/rules/${path}`)
        .sample(labeledDemos(predictor, trainset), RULE_EXAMPLES);
      if (examples.length === 0) return [path, undefined] as const;
      const { instructions } = predictor.signature;
      const answer = await induceRules(proposer, { path, index: 0, instructions, examples, mostRules: 10 });
      if ('failure' in answer) reportFailures(run, 'Auto', { failures: [answer.failure], answered: true });
      return [path, 'rules' in answer ? `${instructions}\n\nRules:\n${answer.rules}` : undefined] as const;
    }),
  );
  if (texts.every(([, text]) => text === undefined)) return [];
  return [
    {
      program: withInstructions(base, texts),
      family: 'instructions',
      origin: 'rules from examples',
    },
  ];
}

/** Undefined for the embedded model, which only goes by demonstrations and writes nothing. */
function writerOf<Student extends Module>({ run, settings }: ArmTask<Student>): Proposer | undefined {
  const promptModel = settings.promptModel ?? run.student.predictors()[0]?.lm;
  const proposer = proposerOf(run, { promptModel, temperature: 1, seed: settings.seed });
  const isWriter = proposer.promptModel !== undefined && proposer.promptModel.provider !== 'embedded';
  return isWriter ? proposer : undefined;
}

/** The texts are by path of the predictor; where there is none, the present one stays. */
function withInstructions<Student extends Module>(
  base: Student,
  texts: readonly (readonly [path: string, text: string | undefined])[],
): Student {
  const written = texts.filter(([, text]) => text !== undefined);
  return applyChanges(
    base,
    Object.fromEntries(written.map(([path, instructions]) => [path, { instructions }])) as Changes,
  );
}

function recordsOf(rows: readonly TracedRow[], path: string): FeedbackRecord[] {
  return rows.flatMap((row) => {
    const calls = (row.trace ?? []).filter((call) => call.path === path);
    return calls.map(({ inputs, outputs }) => ({
      inputs,
      outputs,
      score: row.score ?? 0,
      feedback: feedbackOf(row),
    }));
  });
}

function feedbackOf({ example, score = 0, feedback, error }: TracedRow): string {
  if (feedback !== undefined && feedback !== '') return feedback;
  if (error !== undefined) return `Score ${score}. It failed: ${error.message}`;
  return `Score ${score}. Right would have been: ${JSON.stringify(example.labels())}`;
}
