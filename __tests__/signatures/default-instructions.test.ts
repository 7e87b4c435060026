import { cleanInstructions, defaultInstructions } from '../../src/signatures';

describe('defaultInstructions', () => {
  it('writes the sentence that saved DSPy programs hold', () => {
    expect(defaultInstructions(['parts', 'id'], ['total', 'meta'])).toBe(
      'Given the fields `parts`, `id`, produce the fields `total`, `meta`.',
    );
  });

  it('leaves out the inputs when there are none', () => {
    expect(defaultInstructions([], ['idea'])).toBe('Produce the fields `idea`.');
  });
});

describe('cleanInstructions', () => {
  it('takes away the margin that code gave the text, and keeps deeper indentation', () => {
    const text = `Route the ticket.

        Rules:
          - be brief
        `;
    expect(cleanInstructions(text)).toBe('Route the ticket.\n\nRules:\n  - be brief');
  });

  it('drops blank lines at both ends', () => {
    expect(cleanInstructions('\n  a\n\n  b\n\n')).toBe('a\n\nb');
  });

  it('changes clean text no more', () => {
    const text = 'List the points.\n\n1. Five.\n\n    Indented.';
    expect(cleanInstructions(text)).toBe(text);
  });

  it('leaves tabs, line separators and the last blanks of a line alone', () => {
    expect(cleanInstructions('a\tb\u2028c  ')).toBe('a\tb\u2028c  ');
  });
});
