import {
  conform,
  describeType,
  fieldsToJsonSchema,
  fromJsonSchema,
  toJsonSchema,
  type JsonSchema,
} from '../../src/types';

describe('fieldsToJsonSchema', () => {
  it('says what is required, what may be null, and what the rules are', () => {
    const rule = { name: 'min', words: 'must be at least 0', keywords: { minimum: 0 }, each: false };
    expect(
      fieldsToJsonSchema([
        { name: 'a', type: { kind: 'number' }, optional: false, rules: [rule], desc: 'how many' },
        {
          name: 'b',
          type: { kind: 'union', options: [{ kind: 'string' }, { kind: 'null' }] },
          optional: true,
          rules: [],
        },
      ]),
    ).toEqual({
      type: 'object',
      properties: {
        a: { type: 'number', minimum: 0, description: 'how many' },
        b: { type: ['string', 'null'] },
      },
      required: ['a'],
      additionalProperties: false,
    });
  });
});

describe('fromJsonSchema', () => {
  it.each<[JsonSchema, string]>([
    [{ type: 'string' }, 'string'],
    [{ type: ['integer', 'null'] }, 'integer | null'],
    [{ enum: ['a', 1] }, '"a" | 1'],
    [{ const: 'x' }, '"x"'],
    [{ type: 'array', items: { type: 'number' } }, 'number[]'],
    [{ anyOf: [{ type: 'string' }, { type: 'number' }] }, 'string | number'],
    [{ type: 'object', properties: { a: { type: 'string' } }, required: ['a'] }, '{ a: string }'],
    [{ $defs: { N: { type: 'number' } }, type: 'array', items: { $ref: '#/$defs/N' } }, 'number[]'],
    [{}, 'any JSON value'],
  ])('reads %j', (schema, text) => {
    expect(describeType(fromJsonSchema(schema))).toBe(text);
  });

  it('keeps what it has no counterpart for, and checks it', () => {
    const type = fromJsonSchema({ type: 'string', pattern: '^a' });
    expect(toJsonSchema(type)).toEqual({ type: 'string', pattern: '^a' });
    expect(conform(type, 'b')).toHaveLength(1);
  });

  it('reads a schema that contains itself', () => {
    const type = fromJsonSchema({
      $defs: { Node: { type: 'object', properties: { next: { $ref: '#/$defs/Node' } } } },
      $ref: '#/$defs/Node',
    });
    expect(conform(type, { next: { next: {} } })).toEqual([]);
    expect(conform(type, { next: { next: 1 } })).toMatchObject([{ path: 'value.next.next' }]);
  });
});

describe('a union that contains itself', () => {
  const json = {
    $defs: { Json: { anyOf: [{ type: 'string' }, { type: 'array', items: { $ref: '#/$defs/Json' } }] } },
    $ref: '#/$defs/Json',
  };

  it('is read, and checked at any depth', () => {
    const type = fromJsonSchema(json);
    expect(conform(type, ['a', ['b', ['c']]])).toEqual([]);
    expect(conform(type, ['a', [1]])).not.toEqual([]);
  });

  it('keeps references that lead somewhere when it becomes a part of another schema', () => {
    const field = (name: string) => ({ name, type: fromJsonSchema(json), optional: false, rules: [] });
    const schema = fieldsToJsonSchema([field('a'), field('b')]);
    expect(Object.keys(schema['$defs'] as object)).toEqual(['Json']);
    expect(conform({ kind: 'schema', schema }, { a: ['x'], b: 'y' })).toEqual([]);
    expect(conform({ kind: 'schema', schema }, { a: ['x', [1]], b: 'y' })).not.toEqual([]);
  });

  it('gives two definitions of one name a name each', () => {
    const other = { $defs: { Json: { type: 'number', minimum: 1 } }, allOf: [{ $ref: '#/$defs/Json' }] };
    const schema = fieldsToJsonSchema([
      { name: 'a', type: fromJsonSchema(json), optional: false, rules: [] },
      { name: 'b', type: fromJsonSchema(other), optional: false, rules: [] },
    ]);
    expect(Object.keys(schema['$defs'] as object)).toEqual(['Json', 'Json_2']);
    expect(conform({ kind: 'schema', schema }, { a: 'x', b: 0 })).not.toEqual([]);
    expect(conform({ kind: 'schema', schema }, { a: 'x', b: 1 })).toEqual([]);
  });
});

describe('the keywords of a JSON Schema', () => {
  it.each<[JsonSchema, unknown, unknown]>([
    [{ multipleOf: 0.1 }, 0.3, 0.35],
    [{ exclusiveMinimum: 0 }, 1, 0],
    [{ minLength: 2 }, '😀😀', '😀'],
    [{ format: 'email' }, 'a@b.co', 'a@b'],
    [{ format: 'date' }, '2026-02-28', '2026-02-30'],
    [
      { uniqueItems: true },
      [{ a: 1 }, { a: 2 }],
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
      ],
    ],
    [{ minProperties: 1 }, { a: 1 }, {}],
    [{ not: { type: 'string' } }, 1, 'x'],
    [{ oneOf: [{ type: 'number' }, { minimum: 5 }] }, 3, 6],
    [{ type: 'object', additionalProperties: false, properties: { a: {} } }, { a: 1 }, { b: 1 }],
    [{ prefixItems: [{ type: 'string' }], items: false }, ['x'], ['x', 1]],
  ])('%j holds for %j and not for %j', (schema, good, bad) => {
    expect(conform({ kind: 'schema', schema }, good)).toEqual([]);
    expect(conform({ kind: 'schema', schema }, bad)).not.toEqual([]);
  });
});
