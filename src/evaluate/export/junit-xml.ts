import { assertKnownOptions, escapeMarkup } from '../../util';
import type { EvaluationRow } from '../evaluation-row';
import type { EvaluationData } from '../evaluation-summary';
import { plainJson } from './plain-json';

/** How rows become test cases. */
export interface JUnitOptions {
  /**
   * The name of the suite.
   * @default 'evaluation'
   */
  readonly name?: string;
  /**
   * The least score of a row that passes, in the metric's own units.
   * @default 1
   */
  readonly passScore?: number;
}

/**
 * Rows as JUnit's XML: a score below the bar is a failure, a row without a score an error. Only rows that were kept are in it.
 *
 * @throws {@link UnknownOptionError}.
 */
export function junitXml(result: EvaluationData, options: JUnitOptions): string {
  assertKnownOptions(options, ['name', 'passScore'], 'result.toJUnit(options)');
  const { name = 'evaluation', passScore = 1 } = options;
  const { rows, durationMs } = result;
  const failures = rows.filter((row) => isFailure(row, passScore)).length;
  const errors = rows.filter(({ score }) => score === undefined).length;
  const counts = `tests="${rows.length}" failures="${failures}" errors="${errors}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${escapeMarkup(name)}" ${counts} time="${seconds(durationMs)}">`,
    `  <testsuite name="${escapeMarkup(name)}" ${counts} time="${seconds(durationMs)}">`,
    ...rows.map((row) => testCase(row, { name, passScore })),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(row: EvaluationRow, { name, passScore }: Required<JUnitOptions>): string {
  const { index, rollout, latencyMs } = row;
  const title = `row ${index}${rollout === undefined ? '' : `, run ${rollout + 1}`}: ${inputsOf(row)}`;
  const head = `    <testcase classname="${escapeMarkup(name)}" name="${escapeMarkup(title)}" time="${seconds(latencyMs)}"`;
  const body = outcomeOf(row, passScore);
  return body === undefined ? `${head}/>` : `${head}>\n      ${body}\n    </testcase>`;
}

function outcomeOf(row: EvaluationRow, passScore: number): string | undefined {
  const { score, error, feedback, prediction } = row;
  if (score === undefined) {
    const { code = 'none', message = 'no score' } = error ?? {};
    return element('error', { type: code, message: firstLine(message) }, message);
  }
  if (!isFailure(row, passScore)) return undefined;
  const details = [
    ...(feedback === undefined || feedback === '' ? [] : [feedback]),
    ...(error === undefined ? [] : [error.message]),
    ...(prediction === undefined ? [] : [`answer: ${jsonOf(prediction)}`]),
    `labels: ${JSON.stringify(plainJson(labelsOf(row)))}`,
  ].join('\n');
  return element(
    'failure',
    { type: error?.code ?? 'score', message: `score ${score}, below ${passScore}` },
    details,
  );
}

function element(name: string, attributes: Readonly<Record<string, string>>, text: string): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeMarkup(value)}"`);
  return `<${name}${written.join('')}>${escapeMarkup(text)}</${name}>`;
}

function isFailure({ score }: EvaluationRow, passScore: number): boolean {
  return score !== undefined && score < passScore;
}

function inputsOf({ example }: EvaluationRow): string {
  const text = JSON.stringify(
    plainJson(example.inputKeys === undefined ? example.toJSON() : example.inputs()),
  );
  const characters = [...text];
  return characters.length <= 100 ? text : `${characters.slice(0, 99).join('')}…`;
}

function labelsOf({ example }: EvaluationRow): object {
  return example.inputKeys === undefined ? {} : example.labels();
}

function jsonOf(value: { toJSON(): unknown }): string {
  return JSON.stringify(plainJson(value.toJSON()));
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1_000).toFixed(3);
}
