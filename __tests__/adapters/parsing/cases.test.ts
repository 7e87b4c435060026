import { parseValue, ParseValueError } from '../../../src/adapters';
import type { JsonSchema } from '../../../src/types';

const text: JsonSchema = { type: 'string' };
const number: JsonSchema = { type: 'number' };
const integer: JsonSchema = { type: 'integer' };
const flag: JsonSchema = { type: 'boolean' };
const day: JsonSchema = { type: 'string', format: 'date' };
const moment: JsonSchema = { type: 'string', format: 'date-time' };
const texts: JsonSchema = { type: 'array', items: text };
const numbers: JsonSchema = { type: 'array', items: number };
const of = (properties: Record<string, JsonSchema>, more: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
  ...more,
});
const person = of({ name: text, age: integer });
const people: JsonSchema = { type: 'array', items: person };
const note = of({ title: text, body: text });
const mood: JsonSchema = {
  enum: ['very glad', 'glad', 'sad'],
  'x-aliases': { sad: ['blue', 'down'] },
  'x-descriptions': { glad: 'in good spirits' },
};

/** What is asked for, the reply, and the value; no value where the reply must be refused. */
type Case = readonly [schema: JsonSchema, reply: string, value?: unknown];

const ada = { name: 'Ada', age: 36 };
const bob = { name: 'Bob', age: 5 };

const CASES: Readonly<Record<string, readonly Case[]>> = {
  'surrounding text': [
    [person, 'Here you are: {"name": "Ada", "age": 36}. Anything else?', ada],
    [person, 'ANSWER={"name": "Ada", "age": 36}', ada],
    [person, '(see [1]) {"name": "Ada", "age": 36}', ada],
    [person, 'I replaced {player} first.\n{"name": "Ada", "age": 36}', ada],
    [person, '<think>{"name": "No", "age": 1}</think>{"name": "Ada", "age": 36}', ada],
    [person, '<think>so be it: {"name": "Ada", "age": 36}', ada],
    [texts, 'Tags: ["a", "b"]', ['a', 'b']],
    [numbers, 'They are [1, 2].', [1, 2]],
    [person, 'There is nobody.'],
  ],
  'code fences': [
    [person, '```json\n{"name": "Ada", "age": 36}\n```', ada],
    [person, '```\n{"name": "Ada", "age": 36}\n', ada],
    [person, 'First:\n```ts\nconst a = 1;\n```\nThen:\n```json\n{"name": "Ada", "age": 36}\n```', ada],
    [note, '```json\n{"title": "t", "body": "```js\\nx\\n```"}\n```', { title: 't', body: '```js\nx\n```' }],
    [person, '```json\n{"name": "Ada", "age": 36\n```\nDone.', ada],
    [integer, 'It is\n```\n7\n```', 7],
    [texts, '```\n- a\n- b\n```', ['a', 'b']],
  ],
  quotes: [
    [note, "{'title': 'it's', 'body': 'x'}", { title: "it's", body: 'x' }],
    [note, '{"title": "a "b" c", "body": "x"}', { title: 'a "b" c', body: 'x' }],
    [note, '{"title": "a, "b" and c", "body": "x"}', { title: 'a, "b" and c', body: 'x' }],
    [note, '{"title": "a, "body": "x"}', { title: 'a', body: 'x' }],
    [note, '{"title: "a", "body": "x"}', { title: 'a', body: 'x' }],
    [note, '{title": "a", body": "x"}', { title: 'a', body: 'x' }],
    [note, '{"title": a", "body": x"}', { title: 'a', body: 'x' }],
    [note, '{“title”: “a”, “body”: “x”}', { title: 'a', body: 'x' }],
    [note, '{"title": """a\n"b" """, "body": `x`}', { title: 'a\n"b" ', body: 'x' }],
    [note, '{"title": "{"a": "b", "c": 1}", "body": "x"}', { title: '{"a": "b", "c": 1}', body: 'x' }],
    [note, '{title: hello there, body: x}', { title: 'hello there', body: 'x' }],
    [note, '{title: f(a, b), body: see http://x.y/z}', { title: 'f(a, b)', body: 'see http://x.y/z' }],
    [note, '{\\"title\\": \\"a\\", \\"body\\": \\"x\\"}', { title: 'a', body: 'x' }],
    [note, '{"title": "a" + "b", "body": "x"}', { title: 'ab', body: 'x' }],
    [texts, '["a, "b", "c"]', ['a', 'b', 'c']],
    [texts, '[a, b c, "d"]', ['a', 'b c', 'd']],
    [note, '{"title": "\\d+ \\\\alpha", "body": "C:\\\\dir"}', { title: '\\d+ \\alpha', body: 'C:\\dir' }],
  ],
  'commas and brackets': [
    [person, '{"name": "Ada", "age": 36,}', ada],
    [person, '{"name": "Ada" "age": 36}', ada],
    [person, '{"name": "Ada"\n"age": 36}', ada],
    [person, '{,"name": "Ada",, "age": 36}', ada],
    [person, '{"name" "Ada", "age"=36}', ada],
    [person, '{"name": "Ada", "age": 36', ada],
    [person, '{"name": "Ada", "age": 36}}]', ada],
    [people, '[{"name": "Ada", "age": 36, {"name": "Bob", "age": 5}]', [ada, bob]],
    [people, '[{"name": "Ada", "age": 36}{"name": "Bob", "age": 5}]', [ada, bob]],
    [of({ a: texts, b: integer }), '{"a": ["x", "y"}, "b": 1}', { a: ['x', 'y'], b: 1 }],
    [of({ a: texts, b: integer }), '{"a": ["x", "y", "b": 1}'],
    [numbers, '[1 2 3]', [1, 2, 3]],
    [numbers, '[1, 2, ..., 9]', [1, 2, 9]],
    [numbers, '[1, /* two */ 2] // done', [1, 2]],
    [person, '{{"name": "Ada", "age": 36}}', ada],
    [numbers, '[1, 2)', [1, 2]],
  ],
  truncation: [
    [note, '{"title": "a", "body": "half', { title: 'a', body: 'half' }],
    [note, '{"title": "a", "body": "\\u00', { title: 'a', body: '' }],
    [numbers, '[1, 2', [1, 2]],
    [note, '{"title": "a", "bo'],
    [person, '{"name": "Ada"'],
  ],
  Python: [
    [of({ a: flag, b: { type: ['string', 'null'] } }), "{'a': True, 'b': None}", { a: true, b: null }],
    [texts, "{'a', 'b'}", ['a', 'b']],
    [texts, "('a', 'b')", ['a', 'b']],
    [{ type: 'array', items: numbers }, '[(1, 2), (3,)]', [[1, 2], [3]]],
    [integer, '1_000', 1000],
  ],
  numbers: [
    [number, '1,234.5', 1234.5],
    [number, '1.234,5', 1234.5],
    [number, '-$1,200', -1200],
    [number, '20 %', 20],
    [number, '3/4', 0.75],
    [number, '2 1/2', 2.5],
    [number, '.5', 0.5],
    [number, 'about 40', 40],
    [number, '1.5 million', 1_500_000],
    [number, 'It costs 12 euros.', 12],
    [number, '42. So the answer is 42', 42],
    [integer, 'twenty-one', 21],
    [integer, 'three hundred and five', 305],
    [integer, '"7"', 7],
    [integer, '2.0', 2],
    [integer, 'GPT-4 says 7', 7],
    [integer, '9007199254740993', 9007199254740993n],
    [of({ id: text }), '{"id": 12345678901234567890}', { id: '12345678901234567890' }],
    [of({ n: number }), '{"n": 1,000}', { n: 1000 }],
    [integer, '2.5'],
    [number, '3 or 4'],
    [number, '3-5'],
    [number, '2026-05-10'],
    [number, '1.2.3'],
    [number, 'many'],
    [of({ n: integer }), '{"n": true}'],
  ],
  booleans: [
    [flag, 'Yes.', true],
    [flag, '**no**', false],
    [flag, 'The answer is true', true],
    [of({ a: flag }), '{"a": 1}', { a: true }],
    [of({ a: flag }), '{"a": "off"}', { a: false }],
    [flag, 'not true'],
    [flag, 'yes and no'],
    [of({ a: flag }), '{"a": 2}'],
  ],
  dates: [
    [day, '2026-05-10', '2026-05-10'],
    [day, 'May 10, 2026', '2026-05-10'],
    [day, '10 May 2026', '2026-05-10'],
    [day, '25/12/2026', '2026-12-25'],
    [day, 'It is due on 2026-05-10.', '2026-05-10'],
    [moment, '2026-05-10T08:00:00Z', '2026-05-10T08:00:00Z'],
    [moment, '2026-05-10 at 3:05 pm', '2026-05-10T15:05:00'],
    [day, '2026-02-30'],
    [day, '05/06/2026'],
    [day, 'soon'],
  ],
  choices: [
    [mood, 'Very Glad', 'very glad'],
    [mood, '"sad"', 'sad'],
    [mood, 'down', 'sad'],
    [mood, 'In good spirits', 'glad'],
    [mood, 'I would say very glad.', 'very glad'],
    [mood, 'Blue', 'sad'],
    [{ enum: ['Ja', 'Nein'] }, 'nein!', 'Nein'],
    [{ enum: ['café', 'thé'] }, 'CAFE', 'café'],
    [{ enum: [1, 2, 3] }, '2', 2],
    [{ enum: ['中文', '日本語'] }, '我选择中文。', '中文'],
    [{ const: 'done' }, 'Done', 'done'],
    [mood, 'sad or glad'],
    [mood, 'not sad'],
    [mood, 'angry'],
  ],
  lists: [
    [texts, '- a\n- b', ['a', 'b']],
    [texts, 'They are:\n1. one\n2) two', ['one', 'two']],
    [texts, 'red, green, blue', ['red', 'green', 'blue']],
    [numbers, '1\n2\n3', [1, 2, 3]],
    [of({ a: texts }), '{"a": "one, and only"}', { a: ['one, and only'] }],
    [of({ a: numbers }), '{"a": "1, 2"}', { a: [1, 2] }],
    [of({ a: texts }), '{"a": "[\\"x\\"]"}', { a: ['x'] }],
    [people, '{"name": "Ada", "age": 36}', [ada]],
    [people, '{"name": "Ada", "age": 36}\n{"name": "Bob", "age": 5}', [ada, bob]],
    [texts, 'I could not find any of them. Sorry.'],
  ],
  objects: [
    [person, '{"Name": "Ada", "AGE": 36}', ada],
    [person, '[{"name": "Ada", "age": 36}]', ada],
    [of({ p: person }), '{"p": "{\\"name\\": \\"Ada\\", \\"age\\": 36}"}', { p: ada }],
    [person, '{"name": "Ada", "age": 36, "mood": "sad"}', ada],
    [of({ n: integer }), '7', { n: 7 }],
    [of({ n: integer }, { 'x-property-aliases': { n: ['count'] } }), '{"count": 7}', { n: 7 }],
    [integer, '{"answer": 7}', 7],
    [of({ n: integer, m: { type: 'integer', default: 3 } }, { required: ['n'] }), '{"n": 1}', { n: 1, m: 3 }],
    [of({ s: text }), 'seven'],
    [person, '{"name": "Ada"}'],
    [person, '{"name": null, "age": 3}'],
    [of({ n: { type: 'integer', maximum: 5 } }), '{"n": 6}'],
  ],
  unions: [
    [{ anyOf: [integer, text] }, '"7"', '7'],
    [of({ v: { anyOf: [integer, text] } }), '{"v": "7"}', { v: '7' }],
    [of({ v: { anyOf: [text, integer] } }), '{"v": 7}', { v: 7 }],
    [{ anyOf: [of({ a: text }), of({ a: text, b: text })] }, '{"a": "1", "b": "2"}', { a: '1', b: '2' }],
    [{ anyOf: [texts, person] }, '{"name": "Ada", "age": 36}', ada],
    [of({ v: { type: ['integer', 'null'] } }), '{"v": "n/a"}', { v: null }],
  ],
};

describe('parseValue', () => {
  describe.each(Object.entries(CASES))('on %s', (_, cases) => {
    it.each(cases.map(([schema, reply, value]) => ({ schema, reply, value })))(
      'reads $reply',
      ({ schema, reply, value }) => {
        if (value === undefined) expect(() => parseValue(reply, { schema })).toThrow(ParseValueError);
        else expect(parseValue(reply, { schema }).value).toEqual(value);
      },
    );
  });

  it('tells what it mended, and where', () => {
    const { repairs } = parseValue('Well: {"people": [{"Name": "Ada", "age": "36",}]}', {
      schema: of({ people }),
    });
    expect(repairs.map(({ kind, path }) => [kind, path])).toEqual([
      ['found-in-text', 'value'],
      ['syntax', 'value.people[0]'],
      ['key-matched', 'value.people[0].name'],
      ['converted', 'value.people[0].age'],
    ]);
    expect(repairs.every(({ message }) => message !== '')).toBe(true);
  });
});
