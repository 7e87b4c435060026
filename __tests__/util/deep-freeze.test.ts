import { deepFreeze } from '../../src/util';

describe('deepFreeze', () => {
  it('freezes objects and arrays all the way down', () => {
    const value = deepFreeze({ list: [{ a: 1 }] });
    expect([Object.isFrozen(value), Object.isFrozen(value.list), Object.isFrozen(value.list[0])]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('leaves instances alone', () => {
    const when = new Date(0);
    deepFreeze({ when });
    expect(Object.isFrozen(when)).toBe(false);
  });
});
