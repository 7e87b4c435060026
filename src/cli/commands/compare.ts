import { compareResults, type EvaluationResult, type PairedComparison } from '../../evaluate';
import { DATA_FLAGS, PROGRAM_FLAGS } from '../arguments/common-flags';
import { defineCommand, type ExitCode, type ValuesOf } from '../command';
import { columns } from '../output/columns';
import { gateCode } from '../output/gate-code';
import { shown } from '../output/shown';
import type { Surroundings } from '../surroundings';
import { measure } from '../task/measure';
import { metricOf } from '../task/metric-of';
import { readTask } from '../task/read-task';
import { rowsOf } from '../task/rows-of';

const { load: _, ...WITHOUT_LOAD } = PROGRAM_FLAGS;

const FLAGS = {
  ...WITHOUT_LOAD,
  ...DATA_FLAGS,
  gate: {
    kind: 'number',
    value: 'DIFFERENCE',
    help: 'end with 100 when the second is not better by so much',
  },
  'allow-errors': {
    kind: 'count',
    value: 'N',
    help: 'how many rows may lack one of the scores where there is a gate (default: 0)',
  },
  json: { kind: 'switch', help: 'print the comparison as JSON' },
} as const;

type Values = ValuesOf<typeof FLAGS>;

export const compareCommand = defineCommand({
  name: 'compare',
  summary: 'measure two saved programs on the same rows, and tell whether they differ',
  operands: ['A.json', '[B.json]'],
  flags: FLAGS,
  examples: ['compare old.json new.json', 'compare compiled.json --data test.jsonl --gate 0'],
  notes: 'With one file, the program as it is comes first: did compiling help?',
  async run({ values, operands }, surroundings) {
    const task = await readTask({ ...values, load: undefined }, surroundings);
    const metric = metricOf(task, values);
    const files = operands.length === 1 ? [undefined, operands[0]] : operands;
    // Both are loaded before anything is paid for.
    const programs = await Promise.all(files.map((file) => task.createProgram(file)));
    const [first] = programs;
    const devset = await rowsOf(
      { task, values, program: first as NonNullable<typeof first>, surroundings },
      'devset',
    );
    const results: EvaluationResult[] = [];
    for (const program of programs) {
      const { concurrency } = values;
      results.push(await measure(program, { ...metric, devset, concurrency }, { task, surroundings }));
    }
    if (results.some(({ stopped }) => stopped === 'aborted')) {
      surroundings.stderr.write(
        'Stopped before both were measured. Replies are in the cache, unless it is off.\n',
      );
      return 1;
    }
    const [before, after] = results as [EvaluationResult, EvaluationResult];
    const names = files.map((file) => file ?? 'as it is');
    return tell({ before, after, names }, { values, surroundings });
  },
});

interface Compared {
  readonly before: EvaluationResult;
  readonly after: EvaluationResult;
  readonly names: readonly string[];
}

function tell(
  { before, after, names }: Compared,
  { values, surroundings }: { readonly values: Values; readonly surroundings: Surroundings },
): ExitCode {
  const { stdout, stderr } = surroundings;
  const comparison = compareResults(before, after);
  if (values.json) {
    stdout.write(`${JSON.stringify({ version: 1, names, before, after, comparison }, null, 2)}\n`);
  } else {
    const lines = [before, after].map((result, index) => lineOf(names[index] as string, result));
    stdout.write(columns([['PROGRAM', 'SCORE', '95 %', 'N', 'ERRORS', 'P50'], ...lines]));
    stdout.write(`${sentenceOf(comparison)}\n`);
  }
  const failure = [before, after].flatMap(({ rows }) => rows).find(({ error }) => error !== undefined)?.error;
  if (failure !== undefined) stderr.write(`The first failure (${failure.kind}):\n${failure.message}\n`);
  if (comparison.n === 0) {
    stderr.write('No row has a score of both.\n');
    return 1;
  }
  const { gate, 'allow-errors': allowed } = values;
  const { difference: reached, n } = comparison;
  const { total } = before;
  return gateCode({ gate, reached, what: 'the difference', unscored: total - n, total, allowed }, stderr);
}

function lineOf(name: string, { score, interval, n, errors, latency }: EvaluationResult): string[] {
  const failed = Object.values(errors).reduce((sum, count) => sum + count, 0);
  const range = `${shown(interval[0])} to ${shown(interval[1])}`;
  return [name, shown(score), range, String(n), String(failed), `${Math.round(latency.p50)} ms`];
}

function sentenceOf({ difference, interval, n, wins, losses, ties, pValue }: PairedComparison): string {
  const [low, high] = interval;
  const verdict = low > 0 ? 'The second is better' : high < 0 ? 'The second is worse' : 'Not shown to differ';
  const figures = `${shown(difference)} (95 % ${shown(low)} to ${shown(high)}, p ${pValue.toPrecision(2)}) on ${n} rows`;
  return `${verdict}: ${figures}; better on ${wins}, worse on ${losses}, the same on ${ties}.`;
}
