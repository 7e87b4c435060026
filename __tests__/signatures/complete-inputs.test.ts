import { runInNewContext } from 'node:vm';
import {
  completeInputs,
  parseSignature,
  SignatureDescription,
  SignatureInputError,
} from '../../src/signatures';
import { History } from '../../src/types';

const signature = (text: string) => parseSignature(text);
const complete = (text: string, inputs: object) => completeInputs(signature(text), inputs);

describe('completeInputs', () => {
  it('gives the values in the order of the signature', () => {
    const values = complete('question, count: int -> answer', { count: 2, question: 'q' });
    expect(Object.entries(values)).toEqual([
      ['question', 'q'],
      ['count', 2],
    ]);
  });

  it('puts defaults in the place of what is missing, and only there', () => {
    const withDefault = signature('question, context -> answer').withUpdatedField('context', {
      default: 'DEFAULT CONTEXT',
    });
    expect(completeInputs(withDefault, { question: 'Q1' })).toEqual({
      question: 'Q1',
      context: 'DEFAULT CONTEXT',
    });
    expect(completeInputs(withDefault, { question: 'Q1', context: 'X' })).toEqual({
      question: 'Q1',
      context: 'X',
    });
    expect(completeInputs(withDefault, { question: 'Q1', context: undefined })).toMatchObject({
      context: 'DEFAULT CONTEXT',
    });
  });

  it('makes a default afresh each time', () => {
    const withDefault = signature('tags: string[] -> answer').withUpdatedField('tags', { default: ['a'] });
    (completeInputs(withDefault, {})['tags'] as string[]).push('b');
    expect(completeInputs(withDefault, {})).toEqual({ tags: ['a'] });
  });

  it('leaves out what is optional, and takes null where null may be', () => {
    expect(complete('a, b?, c: str | None -> d', { a: 'x' })).toEqual({ a: 'x', c: null });
  });

  it('passes over keys that hold undefined', () => {
    expect(complete('a -> b', { a: 'x', b: undefined, other: undefined })).toEqual({ a: 'x' });
  });

  it('takes nothing from the prototype of every object', () => {
    expect(() => complete('toString -> a', {})).toThrow(/toString: missing/);
    expect(complete('toString -> a', { toString: 'x' })['toString']).toBe('x');
  });

  it('takes values of another realm', () => {
    const foreign = runInNewContext("({ docs: ['a'], when: new Date(0), meta: { x: [1] } })") as object;
    expect(() => complete('docs: string[], when: Date, meta: object -> answer', foreign)).not.toThrow();
  });

  it('takes the JSON form of a value that JSON cannot hold', () => {
    const values = complete('when: Date, day: date, talk: History -> a', {
      when: '2026-05-10T00:00:00Z',
      day: '2026-05-10',
      talk: [],
    });
    expect(values['when']).toEqual(new Date('2026-05-10T00:00:00Z'));
    expect(values['day']).toEqual(new Date('2026-05-10'));
    expect(values['talk']).toBeInstanceOf(History);
  });

  it.each<[string, object, RegExp]>([
    [
      'question -> answer',
      { qestion: 'x' },
      /qestion: no such input; did you mean "question"\?\n {2}question: missing/,
    ],
    ['question -> answer', { question: 'x', answer: 'y' }, /answer: is an output, not an input/],
    ['question -> answer', { question: 'x', temperature: 0 }, /temperature: no such input\n/],
    ['question, b? -> answer', {}, /question: missing\nExpected: \{ question, b\? \}/],
    ['question -> answer', { question: null }, /question: expected string, found null/],
    ['n: int -> answer', { n: 1.5 }, /n: expected integer, found 1\.5/],
    ['n: float -> answer', { n: NaN }, /n: expected number, found NaN/],
    ['docs: string[] -> answer', { docs: ['a', 2] }, /docs\[1\]: expected string, found 2/],
    [
      'mood: "calm" | "angry" -> answer',
      { mood: 'bored' },
      /mood: expected "calm" \| "angry", found "bored"/,
    ],
    ['when: Date -> answer', { when: new Date(NaN) }, /when: expected/],
    ['when: Date -> answer', { when: 'tomorrow' }, /when: expected/],
  ])('%s refuses %j', (text, inputs, message) => {
    const call = () => complete(text, inputs);
    expect(call).toThrow(SignatureInputError);
    expect(call).toThrow(message);
  });

  it('names the signature, and all that is wrong at once', () => {
    const named = SignatureDescription.create({
      name: 'RouteTicket',
      fields: signature('a, b, c -> d').fields,
    });
    expect(() => completeInputs(named, { x: 1, b: 2 })).toThrow(
      /^The inputs do not fit RouteTicket\.\n {2}x: no such input.*\n {2}a: missing\n {2}b: expected.*\n {2}c: missing/,
    );
  });

  it('shows no more than the beginning of a long value', () => {
    const secret = 'x'.repeat(5000);
    expect(() => complete('n: int -> a', { n: secret })).toThrow(/x{60}[^]*more characters/);
  });
});
