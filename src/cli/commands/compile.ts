import { join, resolve } from 'node:path';
import type { Module } from '../../modules';
import type { CompileJob, CompileOptions, CompileResult, Teleprompter } from '../../teleprompt';
import { COMPILE_FLAGS, type OUTPUT_FLAGS } from '../arguments/compile-flags';
import { CommandError, UsageError } from '../cli-errors';
import { defineCommand, type ExitCode, type ValuesOf } from '../command';
import { planOf, type CompilePlan } from '../job/compile-plan';
import { compileProgress } from '../job/compile-progress';
import { shownPath } from '../job/find-job';
import { keepCommand, wordsOf } from '../job/job-command';
import { reportText } from '../job/report-text';
import { assertWritable } from '../output/assert-writable';
import type { Surroundings } from '../surroundings';
import { requireModel } from '../task/require-model';

type Values = ValuesOf<typeof COMPILE_FLAGS>;

export const compileCommand = defineCommand({
  name: 'compile',
  summary: 'make a better program of a program',
  flags: COMPILE_FLAGS,
  examples: [
    'compile',
    'compile --optimizer mipro-v2 --auto light --max-usd 2 --out compiled.json --report report.html',
    'compile --module program.ts --data train.jsonl --metric exact-match:answer --lm openai/gpt-5-mini --set maxLabeledDemos=4',
  ],
  notes:
    'Everything is kept in the job’s folder while it is made: after Ctrl-C, a crash or kill -9, dspex resume goes on. At the end the\n' +
    'folder has program.json and report.json.',
  run: ({ values }, surroundings) => compile(values, surroundings),
});

/** Compiles as the flags say, or goes on where an earlier process left the job. */
export async function compile(values: Values, surroundings: Surroundings): Promise<ExitCode> {
  const { cwd, stderr, signal } = surroundings;
  checkOutputs(values, cwd);
  const plan = await planOf(values, surroundings);
  const { task, student, directory } = plan;
  let isBegun = false;
  const began = (): void => {
    isBegun = true;
    keepCommand(directory, { cwd, words: wordsOf(COMPILE_FLAGS, { ...values, directory, fork: false }) });
  };
  const result = await task
    .within(async () => {
      requireModel(student);
      return run(plan, { values, surroundings, began });
    })
    .catch((error: unknown) => {
      const how = `dspex resume ${shownPath(cwd, directory)}`;
      if (signal.aborted) stderr.write(`Stopped; what was evaluated is kept. Go on with: ${how}\n`);
      else if (isBegun)
        stderr.write(`What was evaluated is kept. When the cause is mended, go on with: ${how}\n`);
      throw error;
    });
  await show(result, { values, surroundings, directory });
  return 0;
}

interface Running {
  readonly values: Values;
  readonly surroundings: Surroundings;
  /** Told when the job's folder is its own. */
  readonly began: () => void;
}

async function run(
  { optimizer, student, options }: CompilePlan,
  { values, surroundings: { stderr }, began }: Running,
): Promise<CompileResult<Module>> {
  if (!startsJobs(optimizer)) {
    throw new CommandError({
      problem: 'The optimizer of the config makes no jobs, which dspex compile needs.',
      expected: 'one that extends JobTeleprompter, as those of the library do.',
      fix: 'call its compile from code of your own.',
    });
  }
  const running: { job?: CompileJob<Module> } = {};
  const progress = values.quiet ? undefined : compileProgress(stderr, () => running.job?.progress);
  running.job = optimizer.start(student, {
    ...options,
    onEvent: (event) => {
      if (event.type === 'job-started') began();
      progress?.event(event);
    },
  });
  return running.job.result.finally(() => progress?.close());
}

interface StartsJobs extends Teleprompter {
  start(student: Module, options: CompileOptions): CompileJob<Module>;
}

/** Whatever copy of the library it is of. */
function startsJobs(optimizer: Teleprompter): optimizer is StartsJobs {
  return 'start' in optimizer && typeof optimizer.start === 'function';
}

/** Before hours of work, not after them. */
function checkOutputs({ out, report }: ValuesOf<typeof OUTPUT_FLAGS>, cwd: string): void {
  if (report !== undefined && !/\.(?:html|json)$/i.test(report)) {
    throw new UsageError(
      {
        problem: `--report cannot be ${JSON.stringify(report)}.`,
        expected: 'a file that ends in .html or .json.',
      },
      'compile',
    );
  }
  for (const file of [out, report]) assertWritable(file && resolve(cwd, file));
}

interface Shown {
  readonly values: Values;
  readonly surroundings: Surroundings;
  readonly directory: string;
}

async function show(
  { program, report }: CompileResult<Module>,
  { values, surroundings, directory }: Shown,
): Promise<void> {
  const { stdout, stderr, cwd } = surroundings;
  if (values.out !== undefined) await program.save(resolve(cwd, values.out));
  if (values.report !== undefined) await report.save(resolve(cwd, values.report));
  stdout.write(values.json ? `${JSON.stringify(report, null, 2)}\n` : reportText(report));
  const saved = shownPath(cwd, resolve(cwd, values.out ?? join(directory, 'program.json')));
  stderr.write(`Saved in ${saved}. Measure it with: dspex eval --load ${saved}\n`);
}
