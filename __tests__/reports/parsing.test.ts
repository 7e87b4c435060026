import { ChatAdapter, JSONAdapter, PartialParser, parseValue, ParseValueError } from '../../src/adapters';
import { Signature } from '../../src/decorators';
import type { JsonSchema } from '../../src/types';
import { itShows } from '../support/report-cases';

interface Parse {
  readonly schema: JsonSchema;
  readonly raw: string;
}

interface Outputs {
  readonly outputs: Readonly<Record<string, JsonSchema>>;
  readonly raw: string;
}

const signatureOf = (outputs: Readonly<Record<string, JsonSchema>>) =>
  Signature.fromJsonSchema({ inputs: { question: { type: 'string' } }, outputs });

describe('reading a reply', () => {
  itShows<Parse>('b038b', 'keeps tags inside a text', ({ schema, raw }) => {
    expect(parseValue(raw, { schema }).value).toEqual({ html: 'use <think>tags</think> here' });
  });

  itShows<Parse>('b081a', 'keeps all digits of a number that a text is asked for', ({ schema, raw }) => {
    expect(parseValue(raw, { schema }).value).toEqual({ id: '1234567890123456789' });
  });

  itShows<Outputs>('b007', 'gives a number for a choice of numbers', ({ outputs, raw }) => {
    expect(new ChatAdapter().parse(signatureOf(outputs), raw)).toEqual({ rating: 3 });
  });

  itShows<Outputs>('b046', 'reads the last field without the marker of the end', ({ outputs, raw }) => {
    expect(new ChatAdapter().parse(signatureOf(outputs), raw)).toEqual({ codes: ['A1', 'B-2.5'] });
  });

  itShows<Outputs>('b018', 'lets no key reach a prototype', ({ outputs, raw }) => {
    const { user } = new JSONAdapter().parse(signatureOf(outputs), raw) as {
      user: { name: string; tags: object };
    };
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect([user.name, Object.keys(user.tags), Object.hasOwn(user, 'constructor')]).toEqual([
      'n',
      ['ok'],
      false,
    ]);
    expect([Object.prototype, null]).toContain(Object.getPrototypeOf(user.tags));
  });

  itShows('b156b', 'takes a long list and a long text', () => {
    const schema: JsonSchema = {
      type: 'object',
      properties: { xs: { type: 'array', items: { type: 'integer' } } },
      required: ['xs'],
      additionalProperties: false,
    };
    const xs = Array.from({ length: 200_000 }, (_, index) => index % 100);
    const list = JSON.stringify({ xs });
    expect((parseValue(list, { schema }).value as { xs: number[] }).xs).toHaveLength(200_000);
    const parser = new PartialParser({ schema });
    for (let at = 0; at < list.length; at += 1000) parser.push(list.slice(at, at + 1000));
    expect(parser.value).toEqual({ xs });
    const text = 'ab"c\\ '.repeat(3_400_000);
    const { value } = parseValue(JSON.stringify({ t: text }), {
      schema: { type: 'object', properties: { t: { type: 'string' } }, required: ['t'] },
    });
    expect((value as { t: string }).t === text).toBe(true);
  });
});

describe('reading a reply while it arrives', () => {
  itShows<Parse>('b042', 'shows no key and no text that is not one in the end', ({ schema, raw }) => {
    const wanted = { long_field_name: 'open', id: 7 };
    for (let at = 0; at <= raw.length; at++) {
      const shown = (parseValue(raw.slice(0, at), { schema, partial: true }).value ?? {}) as Record<
        string,
        unknown
      >;
      expect(Object.keys(wanted)).toEqual(expect.arrayContaining(Object.keys(shown)));
      expect('open'.startsWith(String(shown['long_field_name'] ?? ''))).toBe(true);
      const parser = new PartialParser({ schema });
      parser.push(raw.slice(0, at));
      expect(parser.push(raw.slice(at)) ?? wanted).toEqual(wanted);
    }
    expect(parseValue(raw, { schema }).value).toEqual(wanted);
  });

  itShows<Parse>('b043', 'shows texts that are beginnings of those in the end', ({ schema, raw }) => {
    const final = parseValue(raw, { schema }).value as { q: string }[];
    expect(final).toEqual([{ q: 'What is a "set"?' }, { q: 'Why?' }]);
    for (let at = 0; at <= raw.length; at++) {
      const shown = (parseValue(raw.slice(0, at), { schema, partial: true }).value ?? []) as { q?: string }[];
      expect(Array.isArray(shown)).toBe(true);
      for (const [index, { q = '' }] of shown.entries()) {
        expect(final[index]?.q.startsWith(q)).toBe(true);
        expect(q).not.toMatch(/[`[\]\\]/);
      }
    }
  });

  itShows<{ schema: JsonSchema; chunks: string[] }>(
    'b039',
    'does not take the beginning of a number for the number',
    ({ schema, chunks }) => {
      const parser = new PartialParser({ schema });
      for (const chunk of chunks) expect(parser.push(chunk)).not.toEqual({ n: 1 });
      expect(() => parseValue(chunks.join(''), { schema })).toThrow(ParseValueError);
    },
  );
});
