import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Module } from '../../modules';
import type { Example } from '../../primitives';
import type {
  CompileBudget,
  CompileJob,
  CompileOptions,
  CompileReport,
  CompileResult,
  Teleprompter,
} from '../../teleprompt';
import { BUDGET_FLAGS, COMPILE_FLAGS, OUTPUT_FLAGS } from '../arguments/compile-flags';
import { CommandError, UsageError } from '../cli-errors';
import { defineCommand, type ExitCode, type ValuesOf } from '../command';
import { compileProgress } from '../job/compile-progress';
import { JOBS_FOLDER, shownPath } from '../job/find-job';
import { keepCommand, wordsOf } from '../job/job-command';
import { reportText } from '../job/report-text';
import type { Surroundings } from '../surroundings';
import { chooseModel } from '../task/choose-model';
import { optimizerOfName } from '../task/choose-optimizer';
import { given } from '../task/given';
import { metricOf, readSource, readTask, requireModel, rowsOf, type Task } from '../task/read-task';

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
  checkOutputs(values);
  const task = await readTask(values, surroundings);
  const student = await task.createProgram();
  const optimizer = chosenOptimizer(task, values);
  const options = await optionsOf(task, { values, student, surroundings });
  const directory = folderOf(values, optimizer, surroundings);
  const began = (): void =>
    keepCommand(directory, { cwd, words: wordsOf(COMPILE_FLAGS, { ...values, directory, fork: false }) });
  try {
    const result = await task.within(() => {
      requireModel(student);
      return run(optimizer, student, { options: { ...options, directory }, values, surroundings, began });
    });
    await show(result, { values, surroundings, directory });
    return 0;
  } catch (error) {
    if (signal.aborted) {
      stderr.write(
        `Stopped; what was evaluated is kept. Go on with: dspex resume ${shownPath(cwd, directory)}\n`,
      );
    }
    throw error;
  }
}

interface Running {
  readonly options: CompileOptions;
  readonly values: Values;
  readonly surroundings: Surroundings;
  /** Told when the job's folder is its own. */
  readonly began: () => void;
}

/** The job of an optimizer; one that has none only compiles. */
async function run(
  optimizer: Teleprompter,
  student: Module,
  { options, values, surroundings, began }: Running,
): Promise<CompileResult<Module>> {
  if (!startsJobs(optimizer)) {
    throw new CommandError({
      problem: 'The optimizer of the config makes no jobs, which dspex compile needs.',
      expected: 'one that extends JobTeleprompter, as those of the library do.',
      fix: 'call its compile from code of your own.',
    });
  }
  const { stderr } = surroundings;
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

interface StartsJobs {
  start(student: Module, options: CompileOptions): CompileJob<Module>;
}

function startsJobs(optimizer: object): optimizer is StartsJobs {
  return 'start' in optimizer && typeof optimizer.start === 'function';
}

function chosenOptimizer(task: Task, values: Values): Teleprompter {
  const { config } = task;
  const chosen = values.optimizer ?? config.optimizer ?? 'auto';
  const { auto, set, 'prompt-lm': promptLm, 'teacher-lm': teacherLm } = values;
  if (typeof chosen === 'string') {
    return optimizerOfName(chosen, {
      metric: /^labell?ed/i.test(chosen) ? undefined : metricOf(task, values).metric,
      seed: values.seed ?? config.seed,
      concurrency: values.concurrency ?? config.concurrency,
      auto,
      set,
      promptLm: promptLm === undefined ? undefined : chooseModel(promptLm),
      teacherLm: teacherLm === undefined ? undefined : chooseModel(teacherLm),
    });
  }
  const lost = (['auto', 'set', 'prompt-lm', 'teacher-lm', 'seed', 'concurrency', 'metric'] as const).find(
    (flag) => values[flag] !== undefined,
  );
  if (lost === undefined) return chosen;
  throw new UsageError(
    {
      problem: `--${lost} cannot change the optimizer of the config, which is made already.`,
      fix: 'name an optimizer: --optimizer NAME; or set it in the config.',
    },
    'compile',
  );
}

interface Parts {
  readonly values: Values;
  readonly student: Module;
  readonly surroundings: Surroundings;
}

async function optionsOf(task: Task, { values, student, surroundings }: Parts): Promise<CompileOptions> {
  const { cwd, signal } = surroundings;
  const { config } = task;
  const reading = { values, program: student, surroundings };
  const trainset = await rowsOf(task, { ...reading, standing: 'trainset' });
  const rest = (file: string | undefined): Promise<readonly Example[]> | undefined =>
    file === undefined ? undefined : readSource(file, { ...reading, task, folder: cwd });
  const standing = config.valset;
  const valset = await (rest(values.valset) ??
    (standing === undefined || values.data !== undefined
      ? undefined
      : readSource(standing, { ...reading, task, folder: task.folder })));
  const metricVersion =
    values.metric === undefined && config.metric === undefined
      ? undefined
      : metricOf(task, values).metricVersion;
  return {
    trainset,
    signal,
    fork: values.fork,
    budget: { ...config.budget, ...budgetOf(values) },
    stop: given({ score: values['stop-score'], patience: values.patience }),
    ...given({ valset, holdout: await rest(values.holdout), metricVersion }),
  };
}

function budgetOf(values: ValuesOf<typeof BUDGET_FLAGS>): CompileBudget {
  return given({
    usd: values['max-usd'],
    tokens: values['max-tokens'],
    lmCalls: values['max-lm-calls'],
    metricCalls: values['max-metric-calls'],
    minutes: values['max-minutes'],
  });
}

/** Finds out before hours of work what could not be written after them. */
function checkOutputs({ report }: ValuesOf<typeof OUTPUT_FLAGS>): void {
  if (report === undefined || /\.(?:html|json)$/i.test(report)) return;
  throw new UsageError(
    {
      problem: `--report cannot be ${JSON.stringify(report)}.`,
      expected: 'a file that ends in .html or .json.',
    },
    'compile',
  );
}

/** The folder named, else a new one, whose name says what and when. */
function folderOf({ directory }: Values, optimizer: Teleprompter, { cwd, now }: Surroundings): string {
  if (directory !== undefined) return resolve(cwd, directory);
  const time = now().toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const folder = resolve(cwd, JOBS_FOLDER, `${optimizer.constructor.name.toLowerCase()}-${time}`);
  let free = folder;
  for (let count = 2; existsSync(free); count++) free = `${folder}-${count}`;
  return free;
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
  stdout.write(values.json ? jsonOf(report) : reportText(report));
  const saved = values.out ?? shownPath(cwd, join(directory, 'program.json'));
  stderr.write(`Saved in ${saved}. Measure it with: dspex eval --load ${saved}\n`);
}

function jsonOf(report: CompileReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
