import { runInNewContext } from 'node:vm';
import { isDate, isErrorLike, isMap, isPlainObject, messageOf } from '../../src/util';

class Shelf {}

const foreign = (source: string): unknown => runInNewContext(source);

describe('isPlainObject', () => {
  it.each([
    ['a literal', {}, true],
    ['an object without a prototype', Object.create(null), true],
    ['a literal of another realm', foreign('({})'), true],
    ['an array', [], false],
    ['an instance', new Shelf(), false],
    ['a date', new Date(), false],
    ['null', null, false],
    ['text', 'x', false],
  ])('says of %s: %#', (_, value, answer) => {
    expect(isPlainObject(value)).toBe(answer);
  });
});

describe('kinds of other realms', () => {
  it('are recognised', () => {
    expect(isDate(foreign('new Date()'))).toBe(true);
    expect(isMap(foreign('new Map()'))).toBe(true);
    expect(isErrorLike(foreign('new TypeError("x")'))).toBe(true);
    expect(messageOf(foreign('new TypeError("x")'))).toBe('x');
  });

  it('are not guessed from shape', () => {
    expect([isDate({ getTime: () => 0 }), isMap({}), isErrorLike({ message: 'x' })]).toEqual([
      false,
      false,
      false,
    ]);
    expect(messageOf('thrown text')).toBe('thrown text');
  });
});
