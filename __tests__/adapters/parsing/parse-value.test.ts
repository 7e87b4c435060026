import fc from 'fast-check';
import { parseValue, ParseValueError } from '../../../src/adapters';
import type { JsonSchema } from '../../../src/types';

const read = (schema: JsonSchema, text: string): unknown => parseValue(text, { schema }).value;
const list: JsonSchema = { type: 'array', items: { type: 'string' } };
const mood: JsonSchema = { enum: ['very glad', 'sad'], 'x-aliases': { sad: ['blue'] } };

describe('parseValue', () => {
  it.each<[string, JsonSchema, string, unknown]>([
    ['grouped digits', { type: 'number' }, '1,234.5', 1234.5],
    ['currency', { type: 'number' }, '$ 5', 5],
    ['percent', { type: 'number' }, '50%', 50],
    ['a number word', { type: 'integer' }, 'three', 3],
    ['a yes', { type: 'boolean' }, 'Yes.', true],
    ['a label in another case', mood, 'Very Glad', 'very glad'],
    ['an alias', mood, 'blue', 'sad'],
    ['a label in a sentence', mood, 'I would say: sad', 'sad'],
    [
      'Python',
      { type: 'object', additionalProperties: { type: 'boolean' } },
      "{'a': True, 'b': False}",
      { a: true, b: false },
    ],
    ['bullets', list, '- one\n- two', ['one', 'two']],
    ['a list in a string', list, '"[\\"a\\"]"', ['a']],
    ['text as it is', { type: 'string' }, '  {"a": 1}', '  {"a": 1}'],
    ['null where it may be', { type: ['integer', 'null'] }, 'None', null],
    ['digits beyond 2^53', { type: 'integer' }, '9007199254740993', 9007199254740993n],
  ])('reads %s', (_, schema, text, value) => {
    expect(read(schema, text)).toEqual(value);
  });

  it.each<[string, JsonSchema, string]>([
    ['words for a number', { type: 'number' }, 'many'],
    ['a label nobody gave', mood, 'angry'],
    ['a denied label', mood, 'not sad'],
    ['two labels', mood, 'sad or very glad'],
    ['nothing', { type: 'number' }, ''],
  ])('refuses %s', (_, schema, text) => {
    expect(() => read(schema, text)).toThrow(ParseValueError);
  });

  it('keeps clean JSON untouched and reports no repair', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const wrapped = { value };
        const text = JSON.stringify(wrapped);
        if (/\d{16}/.test(text)) return;
        const parsed = parseValue(text, { schema: { type: 'object' } });
        expect([parsed.value, parsed.repairs]).toEqual([JSON.parse(text), []]);
      }),
    );
  });

  it('reads a clean value out of any prose around it', () => {
    fc.assert(
      fc.property(fc.lorem(), fc.array(fc.lorem({ maxCount: 3 })), fc.lorem(), (before, items, after) => {
        expect(read(list, `${before}:\n${JSON.stringify(items)}\n${after}`)).toEqual(items);
      }),
    );
  });

  it('ends with a value or a ParseValueError, whatever the text', () => {
    const pieces = fc.array(
      fc.constantFrom('{', '}', '[', ']', '"', "'", ':', ',', 'a', '1', '\\', '\n', '//', '#', 'null', ' '),
    );
    fc.assert(
      fc.property(pieces, (parts) => {
        try {
          parseValue(parts.join(''), {
            schema: { type: 'object', properties: { a: { type: 'integer' } }, required: ['a'] },
          });
        } catch (error) {
          expect(error).toBeInstanceOf(ParseValueError);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does not let a reply reach a prototype', () => {
    const value = read({ type: 'object' }, '{"__proto__": {"polluted": true}, "a": 1}') as Record<
      string,
      unknown
    >;
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });

  it('reads deep values of a type that contains itself without trying each way again at each level', () => {
    const self = { $ref: '#/$defs/Json' };
    const options = [
      { type: 'integer' },
      { type: ['boolean', 'null'] },
      { type: 'array', items: self },
      { type: 'object', additionalProperties: self },
    ];
    const schema: JsonSchema = { ...self, $defs: { Json: { anyOf: options } } };
    const value = (leaf: string): string => `${'{"a": ['.repeat(20)}${leaf}${']}'.repeat(20)}`;
    expect(read(schema, value('1'))).toEqual(JSON.parse(value('1')));
    const { repairs } = parseValue(value('"1"'), { schema });
    expect(repairs).toMatchObject([{ path: `value${'.a[0]'.repeat(20)}`, kind: 'converted' }]);
    expect(() => read(schema, value('"many"'))).toThrow(ParseValueError);
  });

  it('puts one list around a value, not two', () => {
    const lists: JsonSchema = { type: 'array', items: { type: 'array', items: { type: 'integer' } } };
    expect(parseValue('{"a": 1}', { schema: { type: 'array', items: { type: 'object' } } }).value).toEqual([
      { a: 1 },
    ]);
    expect(() => read(lists, '7')).toThrow(ParseValueError);
  });

  it('reads a fence that is never closed', () => {
    expect(read(list, `\`\`\`\n${'\n  '.repeat(100_000)}x`)).toEqual(['x']);
  });

  it('survives nesting that would break the stack', () => {
    expect(() => read(list, '['.repeat(100_000))).toThrow(ParseValueError);
  });
});
