import fc from 'fast-check';
import { splitText } from '../../src/retrievers';

describe('splitText', () => {
  it('keeps paragraphs together, as many as fit', () => {
    const text = 'One is here.\n\nTwo is here.\r\n\r\nThree is a little longer.\n\n\nFour.';
    expect(splitText(text, { maxLength: 30 })).toEqual([
      'One is here.\n\nTwo is here.',
      'Three is a little longer.',
      'Four.',
    ]);
    expect(splitText(text)).toHaveLength(1);
  });

  it('divides what is too long by lines, sentences, words, characters', () => {
    expect(splitText('One two. Three four! Five six', { maxLength: 12 })).toEqual([
      'One two.',
      'Three four!',
      'Five six',
    ]);
    expect(splitText('a line\nand another one\nthird', { maxLength: 15 })).toEqual([
      'a line',
      'and another one',
      'third',
    ]);
    expect(splitText('some words here', { maxLength: 10 })).toEqual(['some words', 'here']);
    expect(splitText('🙂🙂🙂', { maxLength: 3 })).toEqual(['🙂', '🙂', '🙂']);
  });

  it('loses nothing but white space, and makes no passage that is empty or too long', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '.', '。', '🙂'), maxLength: 80 });
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 20 }), (whole, maxLength) => {
        const passages = splitText(whole, { maxLength });
        expect(passages.join('').replaceAll(/\s/g, '')).toBe(whole.replaceAll(/\s/g, ''));
        for (const passage of passages) {
          expect(passage.trim()).not.toBe('');
          expect(passage.length).toBeLessThanOrEqual(maxLength);
        }
      }),
      { seed: 8, numRuns: 500 },
    );
  });

  it('takes time that grows with the text alone', () => {
    expect(splitText(`${'word '.repeat(400_000)}`).length).toBeGreaterThan(1000);
    expect(splitText('x'.repeat(2_000_000))).toHaveLength(2000);
  });

  it('gives nothing for nothing, and refuses lengths that make no sense', () => {
    expect(splitText(' \n ')).toEqual([]);
    expect(() => splitText('a', { maxLength: 1 })).toThrow('at least 2');
    expect(() => splitText('a', { size: 1 } as never)).toThrow('size');
  });
});
