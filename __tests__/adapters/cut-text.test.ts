import fc from 'fast-check';
import { BAMLAdapter, ChatAdapter, JSONAdapter, XMLAdapter } from '../../src/adapters';
import { cutText } from '../../src/adapters/cut-text';
import { textOf } from '../../src/messages';
import { parseSignature } from '../../src/signatures';

describe('a long input', () => {
  const long = `begin ${'x'.repeat(5000)} end`;

  it.each([ChatAdapter, JSONAdapter, XMLAdapter, BAMLAdapter])(
    'is shown whole by %p unless a limit is set',
    (Type) => {
      const render = (adapter: InstanceType<typeof Type>): string =>
        adapter
          .format(parseSignature('text -> a'), { inputs: { text: long } })
          .messages.map(textOf)
          .join('\n');
      expect(render(new Type())).toContain(long);
      const cut = render(new Type({ maxInputLength: 1000 }));
      expect(cut).toMatch(/begin x+\n… \(\d+ characters left out\) …\nx+ end/);
      expect(cut.length).toBeLessThan(2000);
    },
  );

  it('is cut between characters, to no more than the limit', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 150 }),
        fc.integer({ min: 100, max: 160 }),
        (text, limit) => {
          const cut = cutText(text, limit);
          expect(cut.length).toBeLessThanOrEqual(Math.max(limit, text.length <= limit ? text.length : limit));
          expect(() => encodeURIComponent(cut)).not.toThrow();
        },
      ),
    );
  });

  it('needs a limit that leaves room', () => {
    expect(() => new ChatAdapter({ maxInputLength: 5 })).toThrow('at least 100');
    expect(() => new XMLAdapter({ maxLength: 500 } as never)).toThrow('maxLength');
  });
});
