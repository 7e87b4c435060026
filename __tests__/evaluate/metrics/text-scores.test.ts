import { EM, F1 } from '../../../src/evaluate';

describe('EM', () => {
  it('matches any answer after normalisation', () => {
    expect(EM('The Eiffel Tower!', ['Louvre', 'eiffel tower'])).toBe(true);
    expect(EM('Paris, France', ['Paris'])).toBe(false);
  });

  it('keeps answers apart that are articles or punctuation alone', () => {
    expect(EM('A', ['A'])).toBe(true);
    expect(EM('An', ['A'])).toBe(false);
    expect(EM('', ['the'])).toBe(false);
  });

  it('gives 1 for two Unicode spellings of one text and 0 for ligatures and ß', () => {
    expect(EM('Caf\u00e9', ['Cafe\u0301'])).toBe(true);
    expect(EM('\u212b', ['\u00c5'])).toBe(true);
    expect(EM('\ufb01n', ['fin'])).toBe(false);
    expect(EM('straße', ['strasse'])).toBe(false);
  });

  it('refuses to compare with nothing', () => {
    expect(() => EM('x', [])).toThrow('an empty list of answers');
  });
});

describe('F1', () => {
  it('is the harmonic mean of precision and recall over words', () => {
    expect(F1('the cat sat', ['a cat sat down'])).toBeCloseTo(0.8);
  });

  it('counts a repeated word once for each time it is wanted', () => {
    expect(F1('no no no', ['no'])).toBeCloseTo(0.5);
  });

  it('takes the best answer', () => {
    expect(F1('Paris', ['London', 'Paris', 'Paris France'])).toBe(1);
  });

  it('is 0 without overlap or without words', () => {
    expect([F1('a b', ['c']), F1('', ['']), F1('', ['x'])]).toEqual([0, 0, 0]);
  });

  it('agrees with EM on ligatures, ß, and answers of one article', () => {
    expect([F1('\ufb01n', ['fin']), F1('straße', ['strasse']), F1('A', ['A']), F1('An', ['A'])]).toEqual([
      0, 0, 1, 0,
    ]);
  });
});
