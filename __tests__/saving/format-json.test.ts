import { formatJson, parseJson } from '../../src/saving';

describe('formatJson', () => {
  it('writes bigints as integers', () => {
    expect(formatJson({ id: 9007199254740993n }, 0)).toBe('{"id":9007199254740993}');
  });

  it('writes null for what is no number, as Python DSPy does', () => {
    expect(formatJson([Number.NaN, Number.POSITIVE_INFINITY], 0)).toBe('[null,null]');
  });

  it('keeps the sign of zero', () => {
    expect(Object.is((parseJson(formatJson([-0])) as number[])[0], -0)).toBe(true);
  });

  it('replaces lone surrogates, which other readers refuse', () => {
    expect(formatJson('a\ud800b')).toBe('"a\ufffdb"');
    expect(formatJson('👜\u2028')).toBe('"👜\u2028"');
  });

  it('indents by two and leaves out what is undefined', () => {
    expect(formatJson({ a: [1, {}], b: undefined, c: [] })).toBe(
      '{\n  "a": [\n    1,\n    {}\n  ],\n  "c": []\n}',
    );
  });

  it('names the place of what it cannot write', () => {
    expect(() => formatJson({ a: [new Date(0)] })).toThrow(/Date at \$\.a\[0\]/);
    const cyclic: Record<string, unknown> = {};
    cyclic['self'] = cyclic;
    expect(() => formatJson(cyclic)).toThrow(/a cycle at \$\.self/);
  });
});
