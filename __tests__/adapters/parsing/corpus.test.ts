import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parseValue, ParseValueError } from '../../../src/adapters';
import type { JsonSchema } from '../../../src/types';
import { sharedFile } from '../../support/shared-file';

const FILE = sharedFile('corpus/parse/cases.jsonl');
/** What passed when this was written; raise it as the parser learns. */
const FLOOR = 491;

interface Case {
  readonly id: string;
  readonly schema?: JsonSchema;
  readonly raw: string;
  readonly expected?: unknown;
  readonly accept?: readonly unknown[];
  readonly error?: boolean;
  readonly partial?: boolean;
}

const describeCorpus = existsSync(FILE) ? describe : describe.skip;

describeCorpus('parseValue on the corpus of replies (skipped where the corpus is absent)', () => {
  it('reads at least as many as before, and fails by ParseValueError alone', () => {
    const cases = readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Case)
      .filter(({ schema }) => schema !== undefined);
    expect(cases.filter(passes).length).toBeGreaterThanOrEqual(FLOOR);
  });
});

function passes({ schema = {}, raw, expected, accept = [], error = false, partial = false }: Case): boolean {
  try {
    const found = comparable(parseValue(raw, { schema, partial }).value, partial);
    return (
      !error && [expected, ...accept].some((wanted) => isDeepStrictEqual(found, comparable(wanted, partial)))
    );
  } catch (failure) {
    if (!(failure instanceof ParseValueError)) throw failure;
    return error || (partial && expected === null);
  }
}

/** Members that are null, and in a partial reply empty, count as absent: sources differ on them. */
function comparable(value: unknown, partial: boolean): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => comparable(item, partial));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .map(([key, member]) => [key, comparable(member, partial)] as const)
    .filter(([, member]) => !partial || !isEmpty(member));
  return Object.fromEntries(members);
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
