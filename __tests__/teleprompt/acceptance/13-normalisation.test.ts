import { EM, F1, normalizeText, passageMatch } from '../../../src/evaluate';
import { Example, Prediction } from '../../../src/primitives';

const matches = (answer: string | string[], context: string[]): boolean =>
  passageMatch()(
    Example.from({ question: 'q', answer }).withInputs('question'),
    Prediction.from({ context }),
  );

describe('acceptance 13: texts as the metrics see them', () => {
  it.each([
    ['a-an the', 'aan'],
    ['U.S.A.', 'usa'],
    ["don't", 'dont'],
    ['the', ''],
    ['  The   Quick\n\tFox ', 'quick fox'],
    ['An apple, a pear & the plum!', 'apple pear plum'],
    ['theory of anthems', 'theory of anthems'],
    ['“typographic” quotes stay', '“typographic” quotes stay'],
  ])('makes %j to %j', (text, expected) => {
    expect(normalizeText(text)).toBe(expected.normalize('NFD'));
  });

  it('compares two spellings of one accent as equal', () => {
    expect(normalizeText('Caf\u00e9')).toBe(normalizeText('Cafe\u0301'));
    expect([EM('CAFÉ', ['cafe\u0301']), F1('un caf\u00e9', ['cafe\u0301 un'])]).toEqual([true, 1]);
  });

  it('scores the best of the answers, and nothing for nothing', () => {
    expect(F1('the cat sat', ['a dog', 'a cat sat down'])).toBeCloseTo(0.8);
    expect([F1('', ['']), F1('x', ['y'])]).toEqual([0, 0]);
  });

  it('finds an answer as a run of words', () => {
    expect(matches('Eiffel Tower', ['nothing', 'It is the EIFFEL tower, in Paris.'])).toBe(true);
    expect(matches(['Louvre', 'Paris'], ['It is in Paris.'])).toBe(true);
    expect(matches('cat', ['concatenate'])).toBe(false);
  });

  it.each(['', 'the', 'A', '...', ' an the '])('finds %j, which is nothing, nowhere', (answer) => {
    expect(matches(answer, ['the whole passage, with a full stop...', ''])).toBe(false);
  });
});
