import {
  ChatAdapter,
  DspyError,
  JSONAdapter,
  OutputCheckError,
  Predict,
  Signature,
  XMLAdapter,
  type Adapter,
} from '../../src';
import { MockLM } from '../../src/lm';
import { textOf } from '../../src/messages';
import { History } from '../../src/types';
import { itShows } from '../support/report-cases';

const byName: Readonly<Record<string, Adapter>> = {
  chat: new ChatAdapter(),
  json: new JSONAdapter(),
  xml: new XMLAdapter(),
};

interface Reading {
  readonly adapter: string;
  readonly outputs: Readonly<Record<string, object>>;
  readonly raw: string;
}

const read = ({ adapter, outputs, raw }: Reading): unknown => {
  const signature = Signature.fromJsonSchema({ inputs: { q: { type: 'string' } }, outputs } as never);
  return byName[adapter]?.parse(signature, raw);
};

describe('adapters', () => {
  itShows<Reading>('b007', 'read a rating as the number it is', (given) => {
    expect(read(given)).toEqual({ rating: 3 });
  });

  itShows<Reading>('b018', 'let no key of a reply reach a prototype', (given) => {
    const { user } = read(given) as { user: { name: string; tags: object } };
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect([user.name, Object.keys(user.tags), Object.hasOwn(user, 'constructor')]).toEqual([
      'n',
      ['ok'],
      false,
    ]);
  });

  itShows<Reading>('b033a', 'find the end of a text about mark-up', (given) => {
    expect(read(given)).toEqual({ page: 'A line, then </page> in the text.\nMore.' });
  });

  itShows<Reading>('b033b', 'find it with another field behind', (given) => {
    expect(read(given)).toEqual({ code: "print('</code>')", note: 'uses <code> twice' });
  });

  itShows<Reading>('b035', 'take signs that nobody escaped as they are', (given) => {
    expect(read(given)).toEqual({
      code: 'for (i = 0; i < n && x<y; i++)\n    q &= 3',
      why: 'because 3 < 4 & so on',
    });
  });

  itShows<Reading>('b046', 'read a list without the last marker', (given) => {
    expect(read(given)).toEqual({ codes: ['A1', 'B-2.5'] });
  });

  itShows<{ inputs: Record<string, string> }>('b021', 'show dollar signs as they are, once', ({ inputs }) => {
    const signature = Signature.from('text, code -> answer', 'Cost $& and $$ and $1');
    for (const adapter of Object.values(byName)) {
      const shown = adapter.format(signature, { inputs }).messages.map(textOf).join('\n');
      for (const text of [...Object.values(inputs), 'Cost $& and $$ and $1'])
        expect(shown.split(text)).toHaveLength(2);
    }
  });

  itShows<{ instructions: string; inputs: { q: string } }>('b022', 'show braces as they are', (given) => {
    const signature = Signature.from('q -> a', given.instructions);
    for (const adapter of Object.values(byName)) {
      const shown = adapter.format(signature, given).messages.map(textOf).join('\n');
      expect(shown).toContain(given.instructions);
      expect(shown).toContain(given.inputs.q);
    }
  });

  itShows('b024a', 'say nothing of a conversation that is not there', () => {
    const predict = new Predict('question: string, history: History -> answer', {
      demos: [{ question: 'dq', answer: 'da' }],
    });
    for (const adapter of Object.values(byName)) {
      const { messages } = predict.render({ question: 'q', history: new History() }, { adapter });
      const shown = messages.map(textOf).join('\n');
      expect(shown).not.toMatch(/"messages"|## history|<history/);
      expect([shown.split('dq').length, shown.split('da').length]).toEqual([2, 2]);
    }
  });

  itShows<{ demos: object[] }>('b024b', 'keep a demonstration that has a conversation alone', ({ demos }) => {
    const predict = new Predict('history: History -> answer', { demos });
    for (const adapter of Object.values(byName))
      expect(
        predict.render({ history: new History() }, { adapter }).messages.map(textOf).join('\n'),
      ).toContain('da');
  });

  itShows('b085', 'name what was wrong, the last reply and the attempts', async () => {
    const reply = '{"order":{"lines":[{"qty":2},{"qty":0}]}}';
    const signature = Signature.fromJsonSchema({
      inputs: { q: { type: 'string' } },
      outputs: {
        order: {
          type: 'object',
          properties: {
            lines: {
              type: 'array',
              items: {
                type: 'object',
                properties: { qty: { type: 'integer', minimum: 1 } },
                required: ['qty'],
              },
            },
          },
          required: ['lines'],
        },
      },
    });
    const options = { lm: new MockLM([reply, reply]), adapter: new JSONAdapter(), maxCorrections: 1 };
    const failure: unknown = await new Predict(signature)
      .call({ q: 'q' }, options)
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DspyError);
    expect((failure as Error).message).toMatch(/order\.lines\[1\]\.qty[^]*1/);
    expect(failure).toMatchObject({ attempts: 2 });
    const last = failure instanceof OutputCheckError ? failure.reply : (failure as { text?: string }).text;
    expect(last).toBe(reply);
    expect((JSON.parse(JSON.stringify(failure)) as Error).message).toBe((failure as Error).message);
  });

  itShows('b163b', 'put a broken rule of a schema to the model', async () => {
    const tags = {
      type: 'array',
      items: { type: 'string', pattern: '^[a-z]+$' },
      uniqueItems: true,
      minItems: 1,
    };
    const signature = Signature.fromJsonSchema({ inputs: { q: { type: 'string' } }, outputs: { tags } });
    const lm = new MockLM(['{"tags":["a","a"]}', '{"tags":["a","b"]}']);
    const prediction = await new Predict(signature).call({ q: 'q' }, { lm, adapter: new JSONAdapter() });
    expect(prediction.get('tags')).toEqual(['a', 'b']);
    expect(lm.requests).toHaveLength(2);
    expect(textOf(lm.requests[1]!.messages.at(-1)!)).toContain('tags');
  });

  itShows('b152', 'send definitions under names that providers take', () => {
    const order = {
      $ref: '#/$defs/Order line (v2)',
      $defs: {
        'Order line (v2)': {
          title: 'Order line (v2)',
          type: 'object',
          properties: { next: { $ref: '#/$defs/Order line (v2)' }, sku: { type: 'string' } },
        },
      },
    };
    const signature = Signature.fromJsonSchema({ inputs: { q: { type: 'string' } }, outputs: { order } });
    const adapter = new JSONAdapter();
    const format = adapter.format(
      signature,
      { inputs: { q: 'q' } },
      { jsonSchema: true, jsonMode: true, tools: true },
    );
    const schema = (format.responseFormat as { schema: { $defs?: object } }).schema;
    const names = Object.keys(schema.$defs ?? {});
    expect(names.every((name) => /^[\w.-]+$/.test(name))).toBe(true);
    const references = [...JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.every((name) => names.includes(name ?? ''))).toBe(true);
    expect(adapter.parse(signature, '{"order": {"sku":"a","next":{"sku":"b"}}}')).toEqual({
      order: { sku: 'a', next: { sku: 'b' } },
    });
  });
});
