import {
  parseSignature,
  SignatureDefinitionError,
  SignatureSyntaxError,
  type Field,
} from '../../../src/signatures';

const typeOf = (text: string): Field['type'] =>
  parseSignature(`a -> b: ${text}` as string).outputFields[0]!.type;
const string = { kind: 'string' };
const literals = (...values: unknown[]) => ({ kind: 'enum', choices: values.map((value) => ({ value })) });
const union = (...options: object[]) => ({ kind: 'union', options });
const array = (items: object) => ({ kind: 'array', items });
const record = (values: object) => ({ kind: 'map', values, as: 'object' });

describe('the types of a signature string', () => {
  it.each<[string, object]>([
    ['string', string],
    ['number', { kind: 'number' }],
    ['integer', { kind: 'integer' }],
    ['boolean', { kind: 'boolean' }],
    ['bigint', { kind: 'bigint' }],
    ['any', { kind: 'any' }],
    ['object', record({ kind: 'any' })],
    ['Date', { kind: 'date', format: 'date-time' }],
    ['string[]', array(string)],
    ['string[][]', array(array(string))],
    ['(string | number)[]', array(union(string, { kind: 'number' }))],
    ['Array<string>', array(string)],
    ['Record<string, number>', record({ kind: 'number' })],
    ['Map<string, number>', { kind: 'map', values: { kind: 'number' }, as: 'Map' }],
    ['[string, integer]', { kind: 'tuple', items: [string, { kind: 'integer' }] }],
    ['"x" | "y"', literals('x', 'y')],
    ["'it is' | 3 | -2.5 | true", literals('it is', 3, -2.5, true)],
    ['"x" | null', union(literals('x'), { kind: 'null' })],
    ['"x -> y, z"', literals('x -> y, z')],
    ['"say \\"hi\\"\\n\\u00e9"', literals('say "hi"\né')],
    ['str', string],
    ['int', { kind: 'integer' }],
    ['float', { kind: 'number' }],
    ['bool', { kind: 'boolean' }],
    ['list', array({ kind: 'any' })],
    ['dict', record({ kind: 'any' })],
    ['Any', { kind: 'any' }],
    ['date', { kind: 'date', format: 'date' }],
    ['datetime.datetime', { kind: 'date', format: 'date-time' }],
    ['list[str]', array(string)],
    ['list[dict[str, list[float]]]', array(record(array({ kind: 'number' })))],
    ['dict[int, str]', record(string)],
    ['tuple[int, str]', { kind: 'tuple', items: [{ kind: 'integer' }, string] }],
    ['tuple[int, ...]', array({ kind: 'integer' })],
    ['set[str]', { kind: 'array', items: string, unique: true }],
    ["Literal['x', 'y', 3, True, None]", union(literals('x', 'y', 3, true), { kind: 'null' })],
    ['Optional[int]', union({ kind: 'integer' }, { kind: 'null' })],
    ['typing.Optional[str]', union(string, { kind: 'null' })],
    ['Union[str, int, None]', union(string, { kind: 'integer' }, { kind: 'null' })],
    ['str | None', union(string, { kind: 'null' })],
    ['string | (number | string) | null', union(string, { kind: 'number' }, { kind: 'null' })],
    ['list[str][]', array(array(string))],
  ])('reads %s', (text, type) => {
    expect(typeOf(text)).toEqual(type);
  });

  it.each(['History', 'Image', 'dspy.Image', 'dspy.History'])('reads the prompt type %s', (text) => {
    const type = typeOf(text);
    expect(type.kind === 'custom' && type.type.name).toBe(text.replace('dspy.', ''));
    expect(typeOf(`list[${text}]`)).toMatchObject({ kind: 'array', items: { kind: 'custom' } });
  });

  it('reads inline objects', () => {
    const type = typeOf('{ sku: string, "how many"?: integer; tags: string[] }');
    expect(type.kind === 'object' && type.properties()).toMatchObject([
      { name: 'sku', optional: false, type: string },
      { name: 'how many', optional: true, type: { kind: 'integer' } },
      { name: 'tags', optional: false },
    ]);
  });

  it('reads names of classes, enums and lists that were declared', () => {
    const { outputFields } = parseSignature('a -> b: Mood[], c: Level | None', undefined, {
      types: { Mood: ['calm', 'angry'], Level: { Low: 1, High: 2 } },
    });
    expect(outputFields[0]?.type).toEqual(array(literals('calm', 'angry')));
    expect(outputFields[1]?.type).toMatchObject({
      options: [{ choices: [{ name: 'Low', value: 1 }, {}] }, {}],
    });
  });
});

describe('the fields of a signature string', () => {
  it('are strings when no type is named, and say so', () => {
    const [a, b] = parseSignature('a, b: string -> c').inputFields;
    expect([a?.typeIsDefault, b?.typeIsDefault]).toEqual([true, false]);
  });

  it('may be missing after a question mark', () => {
    expect(parseSignature('a, b?, c?: int -> d?').fields.map(({ optional }) => optional)).toEqual([
      false,
      true,
      true,
      true,
    ]);
  });

  it('need no inputs, and may stand on several lines', () => {
    expect(String(parseSignature('->idea'))).toBe(' -> idea');
    expect(String(parseSignature('\n  a: str,\n  b\n  -> c\n'))).toBe('a, b -> c');
  });
});

describe('a signature string that does not parse', () => {
  it.each<[string, number, RegExp]>([
    ['', 1, /"->" between inputs and outputs/],
    ['question', 9, /add the outputs/],
    ['question -> ', 12, /at least one output/],
    ['question, -> answer', 11, /remove the comma/],
    ['a b -> c', 3, /put a comma before b/],
    ['a -> b -> c', 8, /a single "->"/],
    ['a => b', 3, /->/],
    ['a → b', 3, /write the arrow as "->"/],
    ['a = 1 -> b', 3, /default/],
    ['a: -> b', 4, /Expected: a type/],
    ['a -> b:', 8, /name the type/],
    ['a -> b: strng', 9, /write "string" instead/],
    ['a -> b: Frobnicate', 9, /types: \{ Frobnicate \}/],
    ['a -> b: lst[str]', 9, /write "list" instead|write "[Ss]et" instead/],
    ['a -> b: int[str]', 9, /int without parameters/],
    ['a -> b: Optional', 17, /say what Optional holds/],
    ['a -> b: dict[str]', 9, /2 parameters of dict, not 1/],
    ['a -> b: dict[bool, str]', 9, /keys/],
    ['a -> b: Literal[str]', 9, /texts in quotes/],
    ['a -> b: list[str', 17, /close the list/],
    ['a -> b: {x y}', 12, /":" and the type of "x"/],
    ['a -> b: {x: int, x: str}', 18, /there already/],
    ['a -> b: []', 11, /one type for each item/],
    ['a -> b: "open', 9, /closing "/],
    ['a -> b: “x”', 9, /straight quotes/],
    ['a, a -> b', 4, /there already/],
    ['a -> a', 6, /there already/],
    ['a -> constructor', 6, /rename it/],
    ['a.b -> c', 1, /letters, digits and underscores/],
    ['a -> b: 99999999999999999999', 9, /in quotes/],
  ])('%j is refused at column %d', (text, column, message) => {
    const parse = () => parseSignature(text as string);
    expect(parse).toThrow(SignatureSyntaxError);
    expect(parse).toThrow(SignatureDefinitionError);
    expect(parse).toThrow(message);
    expect(parse).toThrow(expect.objectContaining({ column }));
  });

  it('is shown with a caret below the place', () => {
    expect(() => parseSignature('question, -> answer' as string)).toThrow(
      [
        'Signature "question, -> answer" does not parse at column 11.',
        '  question, -> answer',
        '            ^',
        'Expected: the name of a field after the comma.',
        'Fix: remove the comma, or name another field.',
      ].join('\n'),
    );
  });

  it('is shown in part when it is long, and only by the line that is wrong', () => {
    const text: string = `${'a'.repeat(300)},\nsecond: strng, ${'b'.repeat(300)}\n-> c`;
    expect(() => parseSignature(text)).toThrow(/\n {2}second: strng, b{50,80}\n {10}\^\n/);
  });

  it('is refused before the stack ends, however deep it is', () => {
    for (const [open, close] of [
      ['(', ')'],
      ['list[', ']'],
      ['{a:', '}'],
    ] as const) {
      const text: string = `a -> b: ${open.repeat(50_000)}str${close.repeat(50_000)}`;
      expect(() => parseSignature(text)).toThrow(/nested at most/);
    }
    expect(() => parseSignature(`a -> b: str${'[]'.repeat(50_000)}` as string)).toThrow(
      /lists in each other/,
    );
  });
});
