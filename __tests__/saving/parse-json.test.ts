import fc from 'fast-check';
import { formatJson, JsonSyntaxError, parseJson } from '../../src/saving';

describe('parseJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        const value = parseJson(text);
        expect(formatJson(value, 0)).toBe(formatJson(JSON.parse(text), 0));
      }),
    );
  });

  it.each([
    ['9007199254740991', 9007199254740991],
    ['9007199254740993', 9007199254740993n],
    ['-9223372036854775808', -9223372036854775808n],
    ['18446744073709551615', 18446744073709551615n],
    ['1e21', 1e21],
    ['0.1', 0.1],
  ])('keeps all digits of %s', (text, value) => {
    expect(parseJson(`[${text}]`)).toEqual([value]);
  });

  it('keeps __proto__ as data', () => {
    const value = parseJson('{"__proto__": {"polluted": true}}') as object;
    expect(Object.keys(value)).toEqual(['__proto__']);
    expect((value as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('skips a byte order mark', () => {
    expect(parseJson('\ufeff{"a":1}')).toEqual({ a: 1 });
  });

  it.each([
    ['{"a":}', 1, 6],
    ['[1,\n 2,]', 2, 4],
    ['NaN', 1, 1],
    ['{"a":1} x', 1, 9],
    ['"\\x"', 1, 1],
    ['"open', 1, 6],
    ['[01]', 1, 3],
    ['', 1, 1],
  ])('points at what is wrong in %j', (text, line, column) => {
    expect.assertions(2);
    try {
      parseJson(text);
    } catch (error) {
      expect(error).toBeInstanceOf(JsonSyntaxError);
      expect((error as JsonSyntaxError).where).toEqual({ line, column });
    }
  });

  it('refuses nesting that could exhaust the stack', () => {
    expect(() => parseJson('['.repeat(100_000))).toThrow(/at most 500 levels/);
  });

  it('takes time in proportion to the text', () => {
    const text = `[${'"aaaa\\n",'.repeat(100_000)}1]`;
    expect((parseJson(text) as unknown[]).length).toBe(100_001);
  });
});
