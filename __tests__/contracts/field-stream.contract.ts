import fc from 'fast-check';
import type { Adapter, AdapterSignature, FieldDelta } from '../../src/adapters';

/** An adapter whose streams are under test. */
export interface FieldStreamContract {
  readonly name: string;
  readonly adapter: Adapter;
}

/** What the deltas of a reply, cut into these pieces, come to. */
export interface Streamed {
  /** Joined deltas since the last restart. */
  readonly text: Readonly<Record<string, string>>;
  /** The last value of each field. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly deltas: readonly FieldDelta[];
}

/** Streams a reply in these pieces. */
export function streamPieces(
  adapter: Adapter,
  signature: AdapterSignature,
  pieces: readonly string[],
): Streamed {
  const stream = adapter.openStream?.(signature);
  if (stream === undefined) throw new Error(`${adapter.name} has no stream`);
  const deltas = [...pieces.flatMap((piece) => stream.push(piece)), ...stream.end()];
  const text: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  for (const { field, delta, restart, ...rest } of deltas) {
    text[field] = (restart === true ? '' : (text[field] ?? '')) + delta;
    if ('value' in rest) values[field] = rest.value;
  }
  return { text, values, deltas };
}

/** A text cut at these places. */
function cutAt(text: string, places: readonly number[]): string[] {
  const edges = [0, ...[...places].sort((left, right) => left - right), text.length];
  return edges.slice(1).map((edge, index) => text.slice(edges[index], edge));
}

const TRICKY = [
  '[[ ## answer ## ]]',
  '[[ ## note ## ]]',
  '[[ \\## x',
  '**[[',
  '[[',
  ']]',
  '</answer>',
  '<note>',
  '<answer>',
  '</',
  '<\\answer>',
  '"',
  '\\',
  '\\u00e9',
  '{',
  '}',
  '[1, 2]',
  '```json\n',
  '\n',
  '  ',
  '🎉',
  'é',
  '\u2028',
  'null',
  ',',
  '"answer":',
];

/** Text that is made of what the formats are made of. */
const trickyText = fc
  .array(fc.oneof(fc.constantFrom(...TRICKY), fc.string({ maxLength: 8, unit: 'grapheme' })), {
    maxLength: 10,
  })
  .map((pieces) => pieces.join(''));

const items = fc.array(
  fc.record({ k: trickyText, v: fc.array(fc.integer({ min: -999, max: 999 }), { maxLength: 3 }) }),
  { maxLength: 3 },
);

/** Every adapter with `openStream` runs this suite. `signature`: answer and note are texts, score a number, items a list. */
export function describeFieldStream(
  { name, adapter }: FieldStreamContract,
  signature: AdapterSignature,
): void {
  describe(`${name} keeps the contract of field streams`, () => {
    const anyValues = fc.record({ answer: trickyText, score: fc.integer(), items, note: trickyText });
    const anyCuts = fc.array(fc.nat(2000), { maxLength: 60 });

    it('gives the values of the reply however it is cut, and never starts anew', () => {
      fc.assert(
        fc.property(anyValues, anyCuts, (values, cuts) => {
          const reply = adapter.formatReply(signature, values);
          const places = cuts.filter((place) => place < reply.length);
          const { text, values: last, deltas } = streamPieces(adapter, signature, cutAt(reply, places));
          const expected = adapter.parse(signature, reply);
          expect(last).toEqual(expected);
          expect([text['answer'], text['note']]).toEqual([expected['answer'], expected['note']]);
          expect(deltas.filter(({ restart }) => restart)).toEqual([]);
        }),
        { seed: 11, numRuns: 400 },
      );
    });

    it('gives the same for each sign by itself', () => {
      const values = { answer: 'Paris, [[ really', score: 7, items: [{ k: 'a', v: [1] }], note: '"quoted"' };
      const reply = adapter.formatReply(signature, values);
      const { text, values: last } = streamPieces(adapter, signature, [...reply]);
      expect([text['answer'], text['note']]).toEqual([values.answer, values.note]);
      expect(last).toEqual(values);
    });

    it('puts right whatever the reply turns out to mean', () => {
      fc.assert(
        fc.property(trickyText, anyCuts, (noise, cuts) => {
          const clean = adapter.formatReply(signature, { answer: 'A', score: 1, items: [], note: noise });
          const reply = `${noise}\n${clean}\n${noise}`;
          let expected: Readonly<Record<string, unknown>>;
          try {
            expected = adapter.parse(signature, reply);
          } catch {
            return;
          }
          const places = cuts.filter((place) => place < reply.length);
          const { text, values: last } = streamPieces(adapter, signature, cutAt(reply, places));
          expect(last).toEqual(expected);
          expect([text['answer'], text['note']]).toEqual([expected['answer'], expected['note']]);
        }),
        { seed: 12, numRuns: 200 },
      );
    });

    it('shows a text while it comes', () => {
      const answer = 'one two three four five six seven eight nine ten';
      const reply = adapter.formatReply(signature, { answer, score: 1, items: [], note: 'n' });
      const stream = adapter.openStream?.(signature);
      const half = stream?.push(reply.slice(0, reply.indexOf('six'))) ?? [];
      expect(half.map(({ delta }) => delta).join('')).toMatch(/^one two three four five/);
    });

    it('shows a list while it comes, in parts that fit its type', () => {
      const list = Array.from({ length: 5 }, (_, index) => ({ k: `k${index}`, v: [index, index] }));
      const reply = adapter.formatReply(signature, { answer: 'x', score: 1, items: list, note: 'n' });
      const { deltas } = streamPieces(adapter, signature, [...reply]);
      const partial = deltas.filter(({ field, value }) => field === 'items' && value !== undefined);
      expect(partial.length).toBeGreaterThan(5);
      for (const { value } of partial) {
        for (const [index, item] of (value as { k?: string; v?: number[] }[]).entries()) {
          expect(list[index]?.k.startsWith(item.k ?? '')).toBe(true);
        }
      }
    });

    it('takes time linear in the length of the reply', () => {
      const answer = 'word [[ < " '.repeat(5000);
      const list = Array.from({ length: 400 }, () => ({ k: 'some words', v: [1, 2, 3] }));
      const reply = adapter.formatReply(signature, { answer, score: 1, items: list, note: 'n' });
      const pieces = Array.from({ length: Math.ceil(reply.length / 5) }, (_, index) =>
        reply.slice(index * 5, index * 5 + 5),
      );
      expect(streamPieces(adapter, signature, pieces).values['items']).toHaveLength(400);
    });
  });
}
