import { runInNewContext } from 'node:vm';
import { Example, ExampleFieldError, ExampleInputsError, Prediction } from '../../src/primitives';

const ticket = () => Example.from({ q: '1', ctx: 'c', a: '2' }).withInputs('q', 'ctx');

describe('Example', () => {
  it('has its fields as properties', () => {
    const example = Example.from({ question: 'Why?', answer: 'Because.' });
    expect(example.question).toBe('Why?');
    expect({ ...example }).toEqual({ question: 'Why?', answer: 'Because.' });
  });

  it('splits inputs from labels', () => {
    expect(ticket().inputs()).toEqual({ q: '1', ctx: 'c' });
    expect(ticket().labels()).toEqual({ a: '2' });
  });

  it('refuses an input that is not there and names the nearest', () => {
    const example = Example.from({ a: '1', question: '2' });
    expect(() => (example as Example).withInputs('a', 'questoin')).toThrow(ExampleFieldError);
    expect(() => (example as Example).withInputs('a', 'questoin')).toThrow(
      /"questoin"[\s\S]*write "question"/,
    );
  });

  it('does not take a method of objects for a field', () => {
    expect(() => (Example.from({ a: '1' }) as Example).withInputs('toString')).toThrow(ExampleFieldError);
  });

  it('says how to name the inputs when nobody did', () => {
    expect(() => Example.from({ a: 1 }).inputs()).toThrow(ExampleInputsError);
    expect(() => Example.from({ a: 1 }).labels()).toThrow(/withInputs\("a"\)/);
  });

  it('keeps its inputs in every copy and stays as it was', () => {
    const example = ticket();
    expect(example.copy().inputs()).toEqual({ q: '1', ctx: 'c' });
    expect(example.copy().labels()).toEqual({ a: '2' });
    const more = example.with({ extra: 1 });
    expect(more.inputs()).toEqual({ q: '1', ctx: 'c' });
    expect(more.labels()).toEqual({ a: '2', extra: 1 });
    const less = example.without('ctx');
    expect(less.inputs()).toEqual({ q: '1' });
    expect(less.labels()).toEqual({ a: '2' });
    expect(example.toJSON()).toEqual({ q: '1', ctx: 'c', a: '2' });
    expect(example.inputKeys).toEqual(['q', 'ctx']);
  });

  it('keeps fields that are called like its methods, read by get', () => {
    const row = { keys: 'k', copy: 'c', toString: 't', constructor: 'x' };
    const example = Example.from(row);
    expect(example.get('keys')).toBe('k');
    expect(example.get('toString')).toBe('t');
    expect(example.keys()).toEqual(['keys', 'copy', 'toString', 'constructor']);
    expect(JSON.parse(JSON.stringify(example))).toEqual(row);
  });

  it('treats __proto__ as data', () => {
    const example = Example.from(JSON.parse('{"__proto__": {"polluted": true}, "a": 1}') as { a: number });
    expect(example.has('__proto__')).toBe(true);
    expect((example as unknown as { polluted?: boolean }).polluted).toBeUndefined();
    expect(JSON.stringify(example.with({ b: 2 }))).toBe('{"__proto__":{"polluted":true},"a":1,"b":2}');
  });

  it('is equal to another with the same data, whatever its inputs', () => {
    const when = new Date(0);
    const one = Example.from({ a: [1, { b: when }], n: Number.NaN });
    expect(one.equals(Example.from({ n: Number.NaN, a: [1, { b: new Date(0) }] }).withInputs('n'))).toBe(
      true,
    );
    expect(one.equals(Example.from({ a: [1, { b: new Date(1) }], n: Number.NaN }))).toBe(false);
    expect(one.equals({ a: 1 })).toBe(false);
  });

  it('compares values of other realms by what they hold', () => {
    const foreign = runInNewContext('({ list: [1, { two: 2 }], when: new Date(5) })') as object;
    expect(Example.from(foreign).equals(Example.from({ list: [1, { two: 2 }], when: new Date(5) }))).toBe(
      true,
    );
  });

  it('cannot be changed', () => {
    const example = ticket() as unknown as { q: string };
    expect(() => {
      example.q = 'other';
    }).toThrow(TypeError);
  });

  it('is made of predictions and of itself too', () => {
    const example = ticket();
    expect(Example.from(example)).toBe(example);
    expect(Example.from(Prediction.from({ answer: 'x' })).answer).toBe('x');
  });

  it.each([[null], ['text'], [[1]]])('refuses to be made of %p', (given) => {
    expect(() => Example.from(given as unknown as object)).toThrow(/an object of fields/);
  });
});
