import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as dspex from '../../src';
import * as datasets from '../../src/datasets';
import * as testing from '../../src/testing';
import names from '../fixtures/dspy/names-3.4.1.json';
import { ROOT } from '../support/doc-pages';
import { exportedNames } from '../support/exported-names';

/** A row of a table: the code in its columns. */
interface Row {
  readonly theirs: readonly string[];
  readonly ours: readonly string[];
  readonly isAbsent: boolean;
}

const page = readFileSync(join(ROOT, 'docs', 'from-dspy.md'), 'utf8');
const codeIn = (cell: string): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code);
const rows: Row[] = page
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\| (DSPy|-+) /.test(line))
  .map((line) => {
    const [, theirs = '', ours = ''] = line.split('|');
    return { theirs: codeIn(theirs), ours: codeIn(ours), isAbsent: /^\s*not here/.test(ours) };
  });

const exported = exportedNames();
const values: Record<string, unknown> = { ...testing, ...datasets, ...dspex };

/** What a lower-case word at the start of a code stands for. */
const INSTANCES: Record<string, object> = {
  program: dspex.Module.prototype,
  signature: dspex.Signature.from('question -> answer'),
  example: dspex.Example.from({}),
  lm: dspex.LM.prototype,
};

/** Whether a piece of code in our column names something that exists. */
function exists(code: string): boolean {
  const [, root = '', member] = /^@?(\w+)(?:\.(\w+))?/.exec(code) ?? [];
  if (root in INSTANCES) return member !== undefined && member in (INSTANCES[root] as object);
  if (!exported.has(root)) return false;
  return member === undefined || member in Object(values[root]);
}

describe('the page for people from DSPy', () => {
  it('has every public name of DSPy 3.4', () => {
    const told = new Set(rows.flatMap(({ theirs }) => theirs));
    expect(
      Object.values(names)
        .flat()
        .filter((name) => !told.has(name)),
    ).toEqual([]);
  });

  it('names only what exists here', () => {
    // Decorators of class-validator and an option.
    const others = ['@Min(0)', '@Max(1)', '@Predictor', 'cache'];
    const ours = rows.filter(({ isAbsent }) => !isAbsent).flatMap((row) => row.ours);
    expect(ours.length).toBeGreaterThan(100);
    expect(ours.filter((code) => !others.includes(code) && !exists(code))).toEqual([]);
  });

  it('does not call absent what is here under the same name', () => {
    const absent = rows.filter(({ isAbsent }) => isAbsent).flatMap(({ theirs }) => theirs);
    expect(absent.filter((name) => exported.has(name))).toEqual([]);
  });
});
