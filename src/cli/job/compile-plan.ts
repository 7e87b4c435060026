import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Module } from '../../modules';
import type { CompileBudget, CompileOptions, Teleprompter } from '../../teleprompt';
import type { BUDGET_FLAGS, COMPILE_FLAGS } from '../arguments/compile-flags';
import { UsageError } from '../cli-errors';
import type { ValuesOf } from '../command';
import type { Surroundings } from '../surroundings';
import { chooseModel } from '../task/choose-model';
import { optimizerOfName } from '../task/choose-optimizer';
import { given } from '../task/given';
import { metricOf } from '../task/metric-of';
import { readTask, type Task } from '../task/read-task';
import { readSource, rowsOf, type Reading } from '../task/rows-of';
import { JOBS_FOLDER } from './find-job';

type Values = ValuesOf<typeof COMPILE_FLAGS>;

/** What is compiled, with what, on what, and where it is kept. */
export interface CompilePlan {
  readonly task: Task;
  readonly student: Module;
  readonly optimizer: Teleprompter;
  /** The job's folder. */
  readonly directory: string;
  readonly options: CompileOptions;
}

/**
 * Puts together what the flags and the config say.
 *
 * @throws {@link UsageError} for what does not go together; what reading the program and the rows throws.
 */
export async function planOf(values: Values, surroundings: Surroundings): Promise<CompilePlan> {
  const task = await readTask(values, surroundings);
  const student = await task.createProgram();
  const { optimizer, name, metricVersion } = chosenOptimizer(task, values);
  const directory = folderOf(values, name, surroundings);
  const sets = await setsOf({ task, values, program: student, surroundings }, values);
  const options: CompileOptions = {
    ...sets,
    directory,
    signal: surroundings.signal,
    fork: values.fork,
    budget: { ...task.config.budget, ...budgetOf(values) },
    stop: given({ score: values['stop-score'], patience: values.patience }),
    ...given({ metricVersion }),
  };
  return { task, student, optimizer, directory, options };
}

interface Chosen {
  readonly optimizer: Teleprompter;
  readonly name: string;
  /** Names the metric where its code does not. */
  readonly metricVersion?: string;
}

/** Rows that tell the winner from the program as it was; more cost more and say little more. */
const MOST_CONFIRMED = 100;

/** Flags that only an optimizer can heed that is made here. */
const OWN = ['auto', 'set', 'prompt-lm', 'teacher-lm', 'seed', 'concurrency', 'metric'] as const;

function chosenOptimizer(task: Task, values: Values): Chosen {
  const { config } = task;
  const chosen = values.optimizer ?? config.optimizer ?? 'auto';
  if (typeof chosen === 'string') return namedOptimizer(chosen, { task, values });
  const lost = OWN.find((flag) => values[flag] !== undefined);
  if (lost === undefined) {
    return {
      optimizer: chosen,
      name: chosen.constructor.name.toLowerCase(),
      metricVersion: config.metricVersion,
    };
  }
  throw new UsageError(
    {
      problem: `--${lost} cannot change the optimizer of the config, which is made already.`,
      fix: 'name an optimizer: --optimizer NAME; or set it in the config.',
    },
    'compile',
  );
}

function namedOptimizer(
  text: string,
  { task, values }: { readonly task: Task; readonly values: Values },
): Chosen {
  const { config } = task;
  const { auto, set, seed = config.seed, concurrency = config.concurrency } = values;
  const [promptLm, teacherLm] = [values['prompt-lm'], values['teacher-lm']].map(
    (model) => model && chooseModel(model),
  ) as (ReturnType<typeof chooseModel> | undefined)[];
  const metric = (): ReturnType<typeof metricOf> => metricOf(task, values);
  return optimizerOfName(text, { metric, seed, concurrency, auto, set, promptLm, teacherLm });
}

/** The rows to learn from, to choose by and to confirm on; those of the config stay together. */
async function setsOf(
  reading: Reading,
  { valset, holdout, confirm = MOST_CONFIRMED }: Values,
): Promise<Pick<CompileOptions, 'trainset' | 'valset' | 'holdout' | 'confirm'>> {
  const { task, values, surroundings } = reading;
  const read = async (file: string | undefined, set: 'valset' | 'devset') => {
    if (file !== undefined) return readSource(file, surroundings.cwd, reading);
    const standing = values.data === undefined ? task.config[set] : undefined;
    return standing === undefined ? undefined : readSource(standing, task.folder, reading);
  };
  const trainset = await rowsOf(reading, 'trainset');
  const chosenBy = await read(valset, 'valset');
  if (confirm === 0) return { trainset, confirm: false, ...given({ valset: chosenBy }) };
  const confirmedOn = await read(holdout, 'devset');
  const most = confirmedOn && Math.min(confirm, confirmedOn.length);
  return { trainset, ...given({ valset: chosenBy, holdout: confirmedOn, confirm: most }) };
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

/** The folder named, else a new one, whose name says what and when. */
function folderOf({ directory }: Values, name: string, { cwd, now }: Surroundings): string {
  if (directory !== undefined) return resolve(cwd, directory);
  const time = now().toISOString().replaceAll(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const folder = resolve(cwd, JOBS_FOLDER, `${name}-${time}`);
  let free = folder;
  for (let count = 2; existsSync(free); count++) free = `${folder}-${count}`;
  return free;
}
