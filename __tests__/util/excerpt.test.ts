import { excerpt } from '../../src/util';

describe('excerpt', () => {
  it('gives short text whole', () => {
    expect(excerpt('short')).toBe('short');
  });

  it('says how much is missing', () => {
    expect(excerpt('abcdef', 4)).toBe('abcd… (2 more characters)');
  });

  it('never cuts a character in two', () => {
    expect(excerpt('ab😀cd', 3)).toBe('ab… (4 more characters)');
    expect(() => encodeURIComponent(excerpt('ab😀cd', 3))).not.toThrow();
  });
});
