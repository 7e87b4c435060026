import { resolve } from 'node:path';
import type { EvaluationResult } from '../../evaluate';
import { writeWhole } from '../../saving';
import { DATA_FLAGS, PROGRAM_FLAGS } from '../arguments/common-flags';
import { UsageError } from '../cli-errors';
import { defineCommand, type ExitCode, type ValuesOf } from '../command';
import { assertWritable } from '../output/assert-writable';
import { gateCode } from '../output/gate-code';
import type { Surroundings } from '../surroundings';
import { measure } from '../task/measure';
import { metricOf } from '../task/metric-of';
import { readTask } from '../task/read-task';
import { rowsOf } from '../task/rows-of';

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
    assertWritable(values.csv && resolve(surroundings.cwd, values.csv));
    const task = await readTask(values, surroundings);
    const metric = metricOf(task, values);
    const program = await task.createProgram();
    const devset = await rowsOf({ task, values, program, surroundings }, 'devset');
    const { 'max-errors': maxErrors, concurrency, repeats, timeout } = values;
    const directory = directoryOf(values, surroundings.cwd);
    const result = await measure(
      program,
      {
        ...metric,
        devset,
        ...{ concurrency, repeats, maxErrors, directory },
        timeout: timeout === undefined ? undefined : timeout * 1000,
      },
      { task, surroundings },
    );
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
  const { stderr } = surroundings;
  const { score, n, total, rows, stopped } = result;
  if (stopped === 'aborted') {
    stderr.write(`Stopped after ${rows.length} of ${total} rows. ${howToGoOn(values)}\n`);
    return 1;
  }
  const failure = rows.find(({ error }) => error !== undefined)?.error;
  if (failure !== undefined) stderr.write(`The first failure (${failure.kind}):\n${failure.message}\n`);
  if (n === 0) {
    stderr.write('No row has a score.\n');
    return 1;
  }
  const unscored = total - rows.filter((row) => row.score !== undefined).length;
  return gateCode(
    { gate, reached: score, what: 'the score', unscored, total, allowed: values['allow-errors'] },
    stderr,
  );
}

function howToGoOn({ directory, resume, ...values }: Values): string {
  if (directory !== undefined || resume) return 'They are kept: run the same command again, and it goes on.';
  return values['no-cache']
    ? 'With --resume, a run keeps its rows and goes on.'
    : 'Replies are in the cache: run the same command again and it pays for what is missing. With --resume, rows are kept too.';
}
