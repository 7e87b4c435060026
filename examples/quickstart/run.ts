import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  BootstrapFewShotWithRandomSearch,
  Dataset,
  EmbeddedLM,
  Evaluate,
  LM,
  configure,
  exactMatch,
  type EvaluationResult,
} from 'dspex';
import type { Arguments } from './arguments';
import { studentFor } from './program';
import { readTask, type Task } from './read-rows';
import { comparisonTable, shownPrompt } from './report';
import { UserError } from './user-error';

type Student = ReturnType<typeof studentFor>;

/** Compiles, measures, saves, reloads; prints what happens. */
export async function run(
  given: Arguments,
  signal: AbortSignal,
): Promise<{ before: EvaluationResult; after: EvaluationResult }> {
  const started = performance.now();
  const lm = modelFor(given);
  configure({ lm });
  const task = await readTask(given, signal);
  console.log(
    `${task.name}: ${task.trainset.length} rows to learn from, ${task.heldout.length} held out, ${task.labels.length} labels.`,
  );
  console.log(
    `Model: ${lm.provider}/${lm.model}${lm.provider === 'embedded' ? ' (a small learner in this process; set OPENAI_API_KEY or ANTHROPIC_API_KEY for a real model)' : ''}\n`,
  );
  await probe(lm, signal);
  const student = studentFor(task);
  const evaluate = new Evaluate({
    devset: task.heldout,
    metric: exactMatch(task.label) as never,
    concurrency: 8,
  });
  const before = await measured(evaluate, student, signal);
  const compiled = await compile(student, task, {
    seed: given.seed,
    isFree: lm.provider === 'embedded',
    signal,
  });
  const after = await measured(evaluate, compiled, signal);
  const [row] = task.heldout;
  const inputs = (row?.inputs() ?? {}) as never;
  console.log(`\nThe prompt before:\n${shownPrompt(student.render(inputs).messages)}`);
  console.log(`\nThe prompt after:\n${shownPrompt(compiled.render(inputs).messages)}\n`);
  console.log(`On the ${task.heldout.length} held-out rows:\n${comparisonTable(before, after)}\n`);
  await checkSaved(compiled, task, signal);
  console.log(`Done in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  console.log(
    'Next: npm run quickstart -- --data YOUR.csv, then examples/README.md and docs/guide/01-first-program.md.',
  );
  return { before, after };
}

function modelFor({ model, seed }: Arguments): LM {
  if (model !== undefined) return new LM(model);
  if (process.env['OPENAI_API_KEY']) return new LM('openai/gpt-5-mini');
  if (process.env['ANTHROPIC_API_KEY']) return new LM('anthropic/claude-haiku-4-5');
  return new EmbeddedLM({ seed });
}

/** One short question first: a wrong key or a missing network is then told at once, not after many retries. */
async function probe(lm: LM, signal: AbortSignal): Promise<void> {
  if (lm.provider === 'embedded') return;
  await lm.with({ maxRetries: 0 }).generate('Reply with the one word: ready', { signal, cache: false });
}

/** A model that cannot be reached fails on every row; the first failure is then what there is to tell. */
async function measured(
  evaluate: Evaluate,
  program: Student,
  signal: AbortSignal,
): Promise<EvaluationResult> {
  const result = await evaluate.call(program as never, { signal });
  signal.throwIfAborted();
  if (result.n > 0 && result.stopped === undefined) return result;
  const failure = result.rows.find(({ error }) => error !== undefined)?.error?.message ?? '';
  throw new UserError(
    `Too many rows could not be answered, so there is nothing to compare. The first:\n${failure}`,
  );
}

/** Every labelled row may become a demonstration where tokens are free; a few dozen where they are paid for. */
async function compile(
  student: Student,
  task: Task,
  { seed, isFree, signal }: { seed: number; isFree: boolean; signal: AbortSignal },
): Promise<Student> {
  // With many labels a row tells little, so it takes more of them to tell candidates apart.
  const share = task.labels.length > 20 ? 0.3 : 0.15;
  const { train, choose } = await Dataset.from(task.trainset).split({
    seed,
    ratio: { train: 1 - share, choose: share },
    stratifyBy: task.label,
  });
  const optimizer = new BootstrapFewShotWithRandomSearch({
    metric: exactMatch(task.label) as never,
    maxBootstrappedDemos: 4,
    maxLabeledDemos: isFree
      ? Math.ceil(train.length * 0.9)
      : Math.min(train.length, Math.max(24, task.labels.length)),
    numCandidatePrograms: isFree ? 6 : 3,
    seed,
  });
  console.log(
    `Compiling: demonstrations from ${train.length} rows, candidates compared on ${choose.length} others.`,
  );
  return optimizer.compile(student as never, {
    trainset: train,
    valset: choose,
    signal,
    onEvent: (event) => {
      if (event.type !== 'candidate-evaluated') return;
      console.log(`  candidate ${event.place} of ${event.total}: ${(event.score * 100).toFixed(1)} %`);
    },
  });
}

/** Saves, loads into a fresh program, and asks both the same. */
async function checkSaved(program: Student, task: Task, signal: AbortSignal): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'dspex-quickstart-'));
  try {
    const file = join(folder, 'program.json');
    await program.save(file);
    const loaded = await studentFor(task).load(file);
    const rows = task.heldout.slice(0, 20).map((row) => row.inputs() as never);
    let same = 0;
    for (const inputs of rows) {
      const answers = await Promise.all([program, loaded].map((each) => each.call(inputs, { signal })));
      if (JSON.stringify(answers[0]) === JSON.stringify(answers[1])) same++;
    }
    console.log(`Saved and loaded again: ${same} of ${rows.length} answers are the same.`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
