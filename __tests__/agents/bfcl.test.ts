import { existsSync, readFileSync } from 'node:fs';
import { ReAct, Tool, type JsonSchema } from '../../src';
import { answer, playing, PROTOCOLS, type ScriptedCall } from '../support/agent-script';
import { sharedFile } from '../support/shared-file';

const FILE = sharedFile('data/bfcl/dev.jsonl');

/** The data set asks here for text in a list that its own schema says holds integers: it is right not to call. */
const CONTRADICTIONS = ['parallel_multiple_94'];

type Json = Readonly<Record<string, unknown>>;

interface Row {
  readonly id: string;
  readonly category: string;
  readonly question: string;
  readonly functions: readonly {
    readonly name: string;
    readonly description: string;
    readonly parameters: Json;
  }[];
  /** For each argument the values that are right; an empty text means that it may be left out. */
  readonly expected_calls: readonly Readonly<Record<string, Readonly<Record<string, readonly unknown[]>>>>[];
}

const TYPES: Readonly<Record<string, string>> = { dict: 'object', float: 'number', tuple: 'array' };

/** The schemas of the data set are written in Python's words. */
function toSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => !(key === 'type' && value === 'any'))
      .map(([key, value]) => [
        key,
        key === 'type' && typeof value === 'string' ? (TYPES[value] ?? value) : toSchema(value),
      ]),
  );
}

function callsOf({ expected_calls: expected }: Row): ScriptedCall[] {
  return expected.map((each) => {
    const [[name, args]] = Object.entries(each) as [[string, Readonly<Record<string, readonly unknown[]>>]];
    const given = Object.entries(args).filter(([, values]) => values[0] !== '');
    return { name, arguments: Object.fromEntries(given.map(([key, values]) => [key, firstOf(values[0])])) };
  });
}

/** Inside an object each member has its list of right values, too. */
function firstOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(firstOf);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, values]) => !(Array.isArray(values) && values[0] === ''));
  return Object.fromEntries(
    members.map(([key, values]) => [key, firstOf(Array.isArray(values) ? values[0] : values)]),
  );
}

const rows = existsSync(FILE)
  ? readFileSync(FILE, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row)
  : [];
const describeData = rows.length > 0 ? describe : describe.skip;

describeData('ReAct on the Berkeley function calls (skipped where the data is absent)', () => {
  it('knows five categories', () => {
    expect(new Set(rows.map(({ category }) => category)).size).toBe(5);
  });

  it.each(PROTOCOLS)('makes every expected call with checked arguments, by %s calls', async (protocol) => {
    const wrong: string[] = [];
    for (const row of rows.filter(({ id }) => !CONTRADICTIONS.includes(id))) {
      const made: ScriptedCall[] = [];
      const tools = row.functions.map(
        ({ name, description, parameters }) =>
          new Tool((args) => void made.push({ name, arguments: args as Json }), {
            name,
            description,
            parameters: toSchema(parameters) as JsonSchema,
          }),
      );
      const calls = callsOf(row);
      const submit = { name: 'submit', arguments: { answer: 'ok' } };
      const turns =
        calls.length === 0
          ? [{ thought: 'Nothing fits.' }, answer({ answer: 'ok' })]
          : [{ calls }, { calls: [submit] }];
      const agent = new ReAct('question -> answer', tools as Tool[]);
      const { trajectory } = await agent.call({ question: row.question }, { lm: playing(protocol, turns) });
      const results = trajectory.steps.flatMap((step) => step.calls.map(({ result }) => result!));
      const isMade = calls.every(({ name, arguments: args }) =>
        made.some(
          (each) =>
            each.name === name &&
            Object.entries(args).every(
              ([key, value]) => JSON.stringify(each.arguments[key]) === JSON.stringify(value),
            ),
        ),
      );
      if (!isMade || made.length !== calls.length)
        wrong.push(`${row.id}: ${results.map(({ content }) => String(content)).join(' | ')}`);
    }
    expect(wrong).toEqual([]);
  });
});
