import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import {
  conform,
  describeType,
  History,
  Image,
  revive,
  toJson,
  toJsonSchema,
  ValueError,
  type FieldType,
  type Property,
} from '../../src/types';

const DATE: FieldType = { kind: 'date', format: 'date-time' };
const DAY: FieldType = { kind: 'date', format: 'date' };

/** A type and a value of it. */
const typed: fc.Arbitrary<readonly [FieldType, unknown]> = fc.letrec<{ any: readonly [FieldType, unknown] }>(
  (tie) => ({
    any: fc.oneof(
      { maxDepth: 3 },
      fc.string().map((value) => [{ kind: 'string' } as FieldType, value] as const),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .map((value) => [{ kind: 'number' } as FieldType, value] as const),
      fc.maxSafeInteger().map((value) => [{ kind: 'integer' } as FieldType, value] as const),
      fc.maxSafeInteger().map((value) => [{ kind: 'bigint' } as FieldType, BigInt(value)] as const),
      fc.boolean().map((value) => [{ kind: 'boolean' } as FieldType, value] as const),
      fc
        .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
        .map((value) => [DATE, value] as const),
      tie('any').map(
        ([type, value]) => [{ kind: 'array', items: type } as FieldType, [value, value]] as const,
      ),
      tie('any').map(
        ([type, value]) =>
          [{ kind: 'tuple', items: [type, { kind: 'null' }] } as FieldType, [value, null]] as const,
      ),
      tie('any').map(
        ([type, value]) =>
          [{ kind: 'map', values: type, as: 'Map' } as FieldType, new Map([['k', value]])] as const,
      ),
      tie('any').map(
        ([type, value]) =>
          [
            {
              kind: 'object',
              name: 'Box',
              properties: () => [{ name: 'in', type, optional: false, rules: [] }],
            } as FieldType,
            { in: value },
          ] as const,
      ),
    ),
  }),
).any;

describe('values of a type', () => {
  it('conform to it, and come back from their JSON as they were', () => {
    fc.assert(
      fc.property(typed, ([type, value]) => {
        expect(conform(type, value)).toEqual([]);
        const json = JSON.parse(JSON.stringify(toJson(type, value))) as unknown;
        // JSON has no negative zero.
        expect(toJson(type, revive(type, json))).toEqual(json);
        expect(conform(type, revive(type, json))).toEqual([]);
      }),
    );
  });

  it('fit the JSON Schema of the type', () => {
    fc.assert(
      fc.property(typed, ([type, value]) => {
        const schema = toJsonSchema(type);
        expect(conform({ kind: 'schema', schema }, JSON.parse(JSON.stringify(toJson(type, value))))).toEqual(
          [],
        );
      }),
    );
  });

  it('of another realm are as good', () => {
    const foreign = (source: string): unknown => runInNewContext(source);
    expect(conform({ kind: 'array', items: { kind: 'string' } }, foreign('["a"]'))).toEqual([]);
    expect(conform(DATE, foreign('new Date(0)'))).toEqual([]);
    expect(conform({ kind: 'map', values: { kind: 'any' }, as: 'object' }, foreign('({ a: 1 })'))).toEqual(
      [],
    );
    expect(toJson(DATE, foreign('new Date(0)'))).toBe('1970-01-01T00:00:00.000Z');
  });
});

describe('dates', () => {
  it.each(['2026-02-30', '2026-13-01', '10/05/2026', '2026-05-10T25:00:00Z', 'soon'])(
    'that do not exist are refused: %s',
    (text) => {
      expect(() => revive(DATE, text)).toThrow(ValueError);
    },
  );

  it('without a time have no zone', () => {
    expect((revive(DAY, '2026-05-10') as Date).toISOString()).toBe('2026-05-10T00:00:00.000Z');
    expect(toJson(DAY, new Date('2026-05-10T00:00:00Z'))).toBe('2026-05-10');
  });

  it('keep their offset in mind', () => {
    expect((revive(DATE, '2026-05-10T02:00:00+02:00') as Date).toISOString()).toBe(
      '2026-05-10T00:00:00.000Z',
    );
  });
});

describe('numbers', () => {
  it('that are none are refused, naming where they are', () => {
    const type: FieldType = { kind: 'array', items: { kind: 'number' } };
    expect(conform(type, [1, Number.NaN])).toMatchObject([{ path: 'value[1]' }]);
    expect(() => toJson(type, [1, Number.POSITIVE_INFINITY])).toThrow(/value\[1\]/);
  });

  it('beyond 2^53 keep their digits or are refused', () => {
    expect(revive({ kind: 'bigint' }, '9007199254740993')).toBe(9007199254740993n);
    expect(() => revive({ kind: 'integer' }, 9007199254740992)).toThrow(ValueError);
  });
});

describe('keys that reach a prototype', () => {
  it('are dropped', () => {
    const json = JSON.parse('{"__proto__": {"polluted": 1}, "constructor": 2, "a": 3}') as unknown;
    expect(revive({ kind: 'map', values: { kind: 'any' }, as: 'object' }, json)).toEqual({ a: 3 });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('describeType', () => {
  const authorProperties: Property[] = [];
  const author: FieldType = { kind: 'object', name: 'Author', properties: () => authorProperties };
  const bookProperties: Property[] = [
    {
      name: 'author',
      type: { kind: 'union', options: [author, { kind: 'null' }] },
      optional: false,
      rules: [],
    },
  ];
  const book: FieldType = { kind: 'object', name: 'Book', properties: () => bookProperties };
  authorProperties.push(
    { name: 'name', type: { kind: 'string' }, desc: 'in full', optional: false, rules: [] },
    { name: 'books', type: { kind: 'array', items: book }, optional: true, rules: [] },
  );

  it.each<[FieldType, string]>([
    [{ kind: 'array', items: { kind: 'string' } }, 'string[]'],
    [{ kind: 'array', items: { kind: 'enum', choices: [{ value: 'a' }, { value: 'b' }] } }, '("a" | "b")[]'],
    [{ kind: 'union', options: [{ kind: 'number' }, { kind: 'null' }] }, 'number | null'],
    [{ kind: 'map', values: { kind: 'integer' }, as: 'object' }, '{ [key: string]: integer }'],
    [{ kind: 'tuple', items: [{ kind: 'string' }, { kind: 'boolean' }] }, '[string, boolean]'],
    [DAY, 'date (YYYY-MM-DD)'],
    [author, 'Author = { name: string (in full), books?: (Book = { author: Author | null })[] }'],
  ])('writes %#', (type, text) => {
    expect(describeType(type)).toBe(text);
  });

  it('gives a finite schema for classes that refer to each other', () => {
    const schema = toJsonSchema(author);
    expect(schema['$ref']).toBe('#/$defs/Author');
    expect(Object.keys(schema['$defs'] as object)).toEqual(['Author', 'Book']);
  });
});

describe('prompt types', () => {
  it('carry a picture as a part, and as DSPy saves it', () => {
    const image = Image.fromBytes(new Uint8Array([1, 2, 3]), 'image/png');
    expect(Image.toParts(image)).toEqual([
      { type: 'image', mediaType: 'image/png', source: { kind: 'base64', data: 'AQID' } },
    ]);
    expect(Image.fromJson(Image.toJson(image))).toEqual(image);
    expect(() => new Image('./cat.png')).toThrow(/fromBytes/);
  });

  it('carry a conversation that does not change', () => {
    const history = new History([{ q: 'a' }]);
    expect(history.append({ q: 'b' }).messages).toHaveLength(2);
    expect(history.messages).toHaveLength(1);
    expect(History.fromJson(History.toJson(history))).toEqual(history);
    expect(() => new History(['x'] as never)).toThrow(/array of turns/);
  });
});
