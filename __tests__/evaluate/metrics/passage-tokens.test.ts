import { hasAnswer, passageTokens } from '../../../src/evaluate/metrics/passage-tokens';

describe('passageTokens', () => {
  it('splits letters and digits from other signs and drops spaces', () => {
    expect(passageTokens('In 1889 “Eiffel” built…')).toEqual([
      'in',
      '1889',
      '“',
      'eiffel',
      '”',
      'built',
      '…',
    ]);
  });
});

describe('hasAnswer', () => {
  it('finds consecutive tokens', () => {
    expect(hasAnswer('It was the Eiffel Tower in Paris.', 'eiffel tower')).toBe(true);
    expect(hasAnswer('The tower of Eiffel', 'Eiffel Tower')).toBe(false);
  });

  it('does not find a part of a word', () => {
    expect(hasAnswer('concatenate', 'cat')).toBe(false);
  });

  it('never finds an answer without tokens', () => {
    expect(['', 'the', '.'].map((answer) => hasAnswer('the whole passage.', answer))).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('stays linear on a hostile passage', () => {
    expect(hasAnswer('x '.repeat(200_000), `${'x '.repeat(1_000)}y`)).toBe(false);
  });
});
