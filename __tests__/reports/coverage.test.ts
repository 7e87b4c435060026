import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reportCases } from '../support/report-cases';

/** The areas every report of which has a test. */
const AREAS = [
  'decorators',
  'signatures',
  'metadata',
  'primitives',
  'messages',
  'lm',
  'context',
  'cache',
  'resilience',
  'saving',
  'package',
];

/** Reports that need the packed package; their tests are there. */
const ELSEWHERE: Readonly<Record<string, RegExp>> = {
  b145: /lets an ESM and a CommonJS part of one program share signatures, settings and errors/,
  b147: /passes the type checker of export maps in all modes/,
};

const describeReports = reportCases.size > 0 ? describe : describe.skip;

describeReports('the reports (skipped where their collection is absent)', () => {
  const tests = readdirSync(__dirname).map((file) => readFileSync(join(__dirname, file), 'utf8'));
  const packed = readFileSync(join(__dirname, '..', 'package', 'packed.test.ts'), 'utf8');
  const wanted = [...reportCases.values()].filter(({ area }) => AREAS.includes(area)).map(({ id }) => id);

  it.each(wanted)('have a test of %s', (id) => {
    const isHere = tests.some((text) => new RegExp(`itShows(<[^(]*>)?\\(\\s*'${id}'`).test(text));
    expect(isHere || ELSEWHERE[id]?.test(packed)).toBe(true);
  });
});
