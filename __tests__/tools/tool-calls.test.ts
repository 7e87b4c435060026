import { Tool, ToolCalls } from '../../src';

const add = new Tool(({ a, b }: { a: number; b: number }) => a + b, {
  name: 'add',
  parameters: { a: 'number', b: 'number' },
});

describe('ToolCalls', () => {
  it.each([
    ['a list', [{ name: 'add', arguments: { a: 1, b: 2 } }]],
    ['one call', { name: 'add', args: { a: 1, b: 2 } }],
    ["DSPy's object", { tool_calls: [{ name: 'add', args: { a: 1, b: 2 } }] }],
    [
      "OpenAI's call",
      [{ id: 'call_1', type: 'function', function: { name: 'add', arguments: '{"a":1,"b":2}' } }],
    ],
  ])('reads %s', (_, json) => {
    expect(ToolCalls.fromJson(json).calls).toEqual([
      { id: 'call_1', name: 'add', arguments: { a: 1, b: 2 } },
    ]);
  });

  it('reads an empty list and its own JSON', () => {
    expect(ToolCalls.fromJson([]).length).toBe(0);
    const calls = ToolCalls.fromJson([{ name: 'add', arguments: { a: 1, b: 2 } }]);
    expect(ToolCalls.fromJson(JSON.parse(JSON.stringify(calls))).calls).toEqual(calls.calls);
  });

  it('gives every call an id of its own', () => {
    const calls = new ToolCalls([
      { id: 'x', name: 'a', arguments: {} },
      { id: 'x', name: 'b', arguments: {} },
      { name: 'c', arguments: {} },
    ]);
    expect(new Set(calls.calls.map(({ id }) => id)).size).toBe(3);
  });

  it('gives exactly one result for each id, whatever becomes of the calls', async () => {
    const calls = new ToolCalls([
      { id: '1', name: 'add', arguments: { a: 1, b: 2 } },
      { id: '2', name: 'ad', arguments: {} },
      { id: '3', name: 'add', arguments: { a: 'x' } },
      { id: '4', name: 'add', arguments: {}, refused: 'The reply was cut.' },
    ]);
    const results = await calls.execute([add]);
    expect(results.map(({ id, isError }) => [id, isError])).toEqual([
      ['1', false],
      ['2', true],
      ['3', true],
      ['4', true],
    ]);
    expect(results[1]!.content).toContain('Did you mean add');
  });

  it('looks names up among the given tools only', async () => {
    const [result] = await ToolCalls.fromJson({ name: 'process', arguments: {} }).execute([add]);
    expect(result).toMatchObject({ isError: true });
  });
});
