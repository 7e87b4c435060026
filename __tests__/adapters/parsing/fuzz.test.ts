import fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { PartialParser, parseValue } from '../../../src/adapters';
import { faultOf, fuzzedReplies, schemas, valuesOf } from '../../support/parse-fuzz';

const SEED = 20_261_125;

describe('parseValue on any reply', () => {
  it('gives a value of its type or a ParseValueError', () => {
    fc.assert(
      fc.property(fuzzedReplies, (reply) => {
        expect(faultOf(reply)).toBeUndefined();
      }),
      { numRuns: 1500, seed: SEED },
    );
  });

  it('gives a valid reply back as it is, with nothing mended', () => {
    const replies = schemas.chain((schema) => valuesOf(schema).map((value) => ({ schema, value })));
    fc.assert(
      fc.property(replies, fc.constantFrom(0, 2), ({ schema, value }, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const isText = typeof value === 'string';
        const { value: read, repairs } = parseValue(isText ? JSON.stringify({ v: value }) : text, {
          schema: isText ? { type: 'object', properties: { v: schema }, required: ['v'] } : schema,
        });
        const wanted = isText ? { v: value } : value;
        if (!isDeepStrictEqual(read, JSON.parse(JSON.stringify(wanted)))) {
          // A union may take a value for a member listed earlier that it fits as well.
          expect(JSON.stringify(schema)).toContain('anyOf');
        } else expect(repairs).toEqual([]);
      }),
      { numRuns: 800, seed: SEED },
    );
  });
});

describe('PartialParser on any chunking', () => {
  const texts = schemas.chain((schema) =>
    valuesOf(schema).map((value) => ({
      schema: { type: 'object', properties: { v: schema }, required: ['v'] },
      value: { v: value },
    })),
  );
  const dressings = fc.constantFrom<(json: string) => string>(
    (json) => json,
    (json) => `Sure:\n\`\`\`json\n${json}\n\`\`\`\nThat is all.`,
    (json) => `<think>What about {"v": 1}?</think>\n${json}`,
    (json) => json.replaceAll(/([\]}])(?=[^"]*$)/g, ' $1'),
  );

  it('gives a series in which each value is a beginning of the next, and the last of the final one', () => {
    fc.assert(
      fc.property(
        texts,
        dressings,
        fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }),
        ({ schema, value }, dress, sizes) => {
          const text = dress(JSON.stringify(value));
          const parser = new PartialParser({ schema });
          let before: unknown = null;
          for (let at = 0, turn = 0; at < text.length; turn++) {
            const size = sizes[turn % sizes.length] ?? 1;
            const shown = parser.push(text.slice(at, at + size));
            at += size;
            expect([text.slice(0, at), before, shown, isBeginning(before, shown)]).toEqual([
              text.slice(0, at),
              before,
              shown,
              true,
            ]);
            expect(parseValue(text.slice(0, at), { schema, partial: true }).value).toEqual(shown);
            before = structuredClone(shown);
          }
          const final = parseValue(text, { schema }).value;
          expect([before, final, isBeginning(before, final)]).toEqual([before, final, true]);
        },
      ),
      { numRuns: 200, seed: SEED },
    );
  });
});

/** Whether a value may become another as more of it arrives. */
export function isBeginning(before: unknown, after: unknown): boolean {
  if (before === null || before === undefined) return true;
  if (typeof before === 'string') return typeof after === 'string' && after.startsWith(before);
  if (Array.isArray(before))
    return (
      Array.isArray(after) &&
      before.length <= after.length &&
      before.every((item, index) => isBeginning(item, after[index]))
    );
  if (typeof before === 'object')
    return (
      typeof after === 'object' &&
      after !== null &&
      Object.entries(before).every(([key, member]) =>
        isBeginning(member, (after as Record<string, unknown>)[key]),
      )
    );
  return Object.is(before, after);
}
