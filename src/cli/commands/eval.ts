import { resolve } from 'node:path';
import { createProgressBar, Evaluate, type EvaluationResult } from '../../evaluate';
import { writeWhole } from '../../saving';
import { DATA_FLAGS, PROGRAM_FLAGS } from '../arguments/common-flags';
import { UsageError } from '../cli-errors';
import { defineCommand, type ExitCode, type ValuesOf } from '../command';
import type { Surroundings } from '../surroundings';
import { metricOf, readTask, requireModel, rowsOf } from '../task/read-task';

/** Where evaluations are kept when only `--resume` is said. */
const STANDING_DIRECTORY = '.dspex/evaluations';

const FLAGS = {
  ...PROGRAM_FLAGS,
  ...DATA_FLAGS,
  repeats: {
    kind: 'count',
    value: 'N',
    least: 1,
    help: 'run each row N times, with fresh samples (default: 1)',
  },
  timeout: {
    kind: 'number',
    value: 'SECONDS',
    least: 0.001,
    help: 'longest time of one row (default: none)',
  },
  'max-errors': {
    kind: 'count',
    value: 'N',
    least: 1,
    help: 'stop when so many rows failed (default: never)',
  },
  gate: { kind: 'number', value: 'SCORE', help: 'end with 100 when the score is below' },
  'min-score': { kind: 'number', value: 'SCORE', help: 'the same as --gate' },
  'allow-errors': {
    kind: 'count',
    value: 'N',
    help: 'how many rows may have no score where there is a gate (default: 0)',
  },
  rows: { kind: 'count', value: 'N', help: 'how many rows to show (default: 10)' },
  json: { kind: 'switch', help: 'print the result as JSON' },
  csv: { kind: 'text', value: 'FILE', help: 'write the rows as CSV' },
  resume: { kind: 'switch', help: `keep evaluations in ${STANDING_DIRECTORY}, and go on with what is there` },
  directory: { kind: 'text', value: 'DIR', help: 'the same, in another folder' },
} as const;

type Values = ValuesOf<typeof FLAGS>;

export const evalCommand = defineCommand({
  name: 'eval',
  summary: 'measure a program on rows',
  flags: FLAGS,
  examples: [
    'eval',
    'eval --module program.ts --data dev.jsonl --metric exact-match:answer --lm openai/gpt-5-mini',
    'eval --load compiled.json --gate 0.8 --json > result.json',
  ],
  notes:
    'A row that fails is told and counted, never scored. With a gate, rows without a score end the command with 1: of them\n' +
    'nobody knows whether the gate is met.',
  async run({ values }, surroundings) {
    const gate = gateOf(values);
    const task = await readTask(values, surroundings);
    const metric = metricOf(task, values);
    const program = await task.createProgram();
    const devset = await rowsOf(task, { values, program, surroundings, standing: 'devset' });
    const { stderr, env, signal, cwd } = surroundings;
    const { concurrency = task.config.concurrency, repeats, timeout } = values;
    const bar = createProgressBar(stderr, env);
    const figures = { done: 0, total: devset.length * (repeats ?? 1), sum: 0, scored: 0, errors: 0 };
    const evaluate = new Evaluate({
      devset: devset as never,
      metric: metric as never,
      progress: false,
      onRow: ({ score, error }) => {
        figures.done++;
        figures.sum += score ?? 0;
        figures.scored += score === undefined ? 0 : 1;
        figures.errors += error === undefined ? 0 : 1;
        bar.update({ ...figures, score: figures.sum / figures.scored });
      },
      ...given({ concurrency, repeats, maxErrors: values['max-errors'] }),
      ...given({ timeout: timeout === undefined ? undefined : timeout * 1000 }),
      ...given({ directory: directoryOf(values, cwd) }),
    });
    const result = await task
      .within(async () => {
        requireModel(program);
        return evaluate.call(program as never, { signal });
      })
      .finally(() => bar.close());
    await show(result, values, surroundings);
    return verdictOf(result, { gate, values, surroundings });
  },
});

function gateOf(values: Values): number | undefined {
  const { gate, 'min-score': least } = values;
  if (gate === undefined || least === undefined || gate === least) return gate ?? least;
  throw new UsageError(
    {
      problem: '--gate and --min-score say different things.',
      found: `${gate} and ${least}`,
      fix: 'write one.',
    },
    'eval',
  );
}

function directoryOf({ directory, resume }: Values, cwd: string): string | undefined {
  if (directory !== undefined) return resolve(cwd, directory);
  return resume ? resolve(cwd, STANDING_DIRECTORY) : undefined;
}

/** Options that were given; one that was not is left out. */
function given<Options extends object>(options: Options): Partial<Options> {
  return Object.fromEntries(
    Object.entries(options).filter(([, value]) => value !== undefined),
  ) as Partial<Options>;
}

async function show(
  result: EvaluationResult,
  { json, csv, rows }: Values,
  { stdout, cwd }: Surroundings,
): Promise<void> {
  if (csv !== undefined) await writeWhole(resolve(cwd, csv), result.toCsv());
  stdout.write(json ? `${JSON.stringify(result, null, 2)}\n` : `${result.toTable(rows)}\n`);
}

interface Judged {
  readonly gate: number | undefined;
  readonly values: Values;
  readonly surroundings: Surroundings;
}

function verdictOf(result: EvaluationResult, { gate, values, surroundings }: Judged): ExitCode {
  const { stderr, signal } = surroundings;
  const { score, n, total, rows } = result;
  if (signal.aborted) {
    stderr.write(`Stopped after ${rows.length} of ${total} rows. ${howToGoOn(values)}\n`);
    return 1;
  }
  const failure = rows.find(({ error }) => error !== undefined)?.error;
  if (failure !== undefined) stderr.write(`The first failure (${failure.kind}):\n${failure.message}\n`);
  const unscored = total - rows.filter((row) => row.score !== undefined).length;
  if (n === 0) {
    stderr.write('No row has a score.\n');
    return 1;
  }
  if (gate === undefined) return 0;
  const allowed = values['allow-errors'] ?? 0;
  if (unscored > allowed) {
    stderr.write(
      `The gate cannot be judged: ${unscored} of ${total} rows have no score.\nFix: mend what fails, or allow it: --allow-errors ${unscored}\n`,
    );
    return 1;
  }
  if (score >= gate) return 0;
  stderr.write(`Gate missed: the score ${score.toFixed(4)} is below ${gate}.\n`);
  return 100;
}

function howToGoOn({ directory, resume, ...values }: Values): string {
  if (directory !== undefined || resume) return 'They are kept: run the same command again, and it goes on.';
  return values['no-cache']
    ? 'With --resume, a run keeps its rows and goes on.'
    : 'Replies are in the cache: run the same command again and it pays for what is missing. With --resume, rows are kept too.';
}
