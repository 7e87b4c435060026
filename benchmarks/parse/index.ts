import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { PartialParser, parseValue } from '../../src';
import { bounded, reported, type BenchmarkResult, type Measure } from '../benchmark-result';
import { HOSTILE_TEXTS } from './hostile-texts';
import { sharedFile } from '../../__tests__/support/shared-file';

type Schema = Readonly<Record<string, unknown>>;

const CORPUS = sharedFile('corpus/parse/cases.jsonl');
const ROUNDS = 5;

const SCHEMAS: Readonly<Record<string, Schema>> = {
  object: {
    type: 'object',
    properties: { a: { type: 'string' }, b: { type: 'array', items: { type: 'integer' } } },
    required: ['a'],
    additionalProperties: false,
  },
  list: { type: 'array', items: { type: 'string' } },
  integer: { type: 'integer' },
  choice: { enum: ['very glad', 'sad', 'neither'] },
  anything: {},
};

const LIST: Schema = {
  type: 'object',
  properties: { xs: { type: 'array', items: { type: 'integer' } } },
  required: ['xs'],
  additionalProperties: false,
};
const TEXT: Schema = { type: 'object', properties: { t: { type: 'string' } }, required: ['t'] };

/** How long replies take to read that are long, or made to take long; and how many of the corpus are read right. */
export async function run(): Promise<BenchmarkResult> {
  return { benchmark: 'parse', measures: [...hostile(), ...long(), ...corpus()] };
}

/** The schema and text that take longest, of each text. */
function hostile(): Measure[] {
  return Object.entries(HOSTILE_TEXTS).map(([name, text]) => {
    const times = Object.values(SCHEMAS).map((schema) => leastMilliseconds(() => attempt(text, schema)));
    return bounded(`1 MB of ${name}`, Math.max(...times), 'ms', 100);
  });
}

function long(): Measure[] {
  const list = JSON.stringify({ xs: Array.from({ length: 200_000 }, (_, index) => index % 100) });
  const text = JSON.stringify({ t: 'plain words, "quoted" ones '.repeat(740_000) });
  return [
    bounded(
      'a list of 200 000 numbers',
      leastMilliseconds(() => attempt(list, LIST)),
      'ms',
      3000,
    ),
    bounded(
      'a text of 20 MB',
      leastMilliseconds(() => attempt(text, TEXT)),
      'ms',
      3000,
    ),
    bounded(
      'the list as a stream of 1000 characters each',
      leastMilliseconds(() => stream(list, LIST), 2),
      'ms',
      20_000,
    ),
  ];
}

function attempt(text: string, schema: Schema): void {
  try {
    parseValue(text, { schema });
  } catch (error) {
    if ((error as { readonly code?: string }).code !== 'PARSE_VALUE') throw error;
  }
}

function stream(text: string, schema: Schema): void {
  const parser = new PartialParser({ schema });
  for (let at = 0; at < text.length; at += 1000) parser.push(text.slice(at, at + 1000));
}

/** The least time of some rounds, as the processor counts it: others on the machine do not count. */
function leastMilliseconds(work: () => void, rounds = ROUNDS): number {
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const start = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(start);
    least = Math.min(least, (user + system) / 1000);
  }
  return least;
}

interface Case {
  readonly schema?: Schema;
  readonly raw: string;
  readonly expected?: unknown;
  readonly accept?: readonly unknown[];
  readonly error?: boolean;
  readonly partial?: boolean;
}

/** How many cases of the corpus are read as they should be; nothing where it is absent. */
function corpus(): Measure[] {
  if (!existsSync(CORPUS)) return [];
  const lines = readFileSync(CORPUS, 'utf8').trim().split('\n');
  const cases = lines.map((line) => JSON.parse(line) as Case).filter(({ schema }) => schema !== undefined);
  const passed = cases.filter(passes).length;
  return [reported('cases of the corpus that are read right', (100 * passed) / cases.length, '%')];
}

function passes({ schema = {}, raw, expected, accept = [], error = false, partial = false }: Case): boolean {
  try {
    const found = comparable(parseValue(raw, { schema, partial }).value, partial);
    return (
      !error && [expected, ...accept].some((each) => isDeepStrictEqual(found, comparable(each, partial)))
    );
  } catch {
    return error;
  }
}

function comparable(value: unknown, partial: boolean): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (Array.isArray(value)) return value.map((item) => comparable(item, partial));
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .map(([key, member]) => [key, comparable(member, partial)] as const)
    .filter(
      ([, member]) => !partial || typeof member !== 'object' || Object.keys(member as object).length > 0,
    );
  return Object.fromEntries(members);
}
