import fc from 'fast-check';
import {
  BAMLAdapter,
  ChatAdapter,
  JSONAdapter,
  TwoStepAdapter,
  XMLAdapter,
  type Adapter,
} from '../../src/adapters';
import { MockLM } from '../../src/lm';
import { textOf } from '../../src/messages';
import { createField, SignatureDescription } from '../../src/signatures';
import { Code, type FieldType } from '../../src/types';

const SEED = 20_260_801;

/** Text of every kind, much of it like structure. */
const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.constantFrom(
    'null',
    '"x"',
    '',
    ' ',
    '5',
    'true',
    '[1]',
    '{"a": 1}',
    '</f0>',
    '<item>x</item>',
    '[[ ## f0 ## ]]',
    '- a\n- b',
    '2026-01-02',
    '`x`',
  ),
);

/** A type and values of it. */
interface Sample {
  readonly type: FieldType;
  readonly value: fc.Arbitrary<unknown>;
}

const scalars: readonly Sample[] = [
  { type: { kind: 'string' }, value: text },
  { type: { kind: 'integer' }, value: fc.integer() },
  {
    type: { kind: 'number' },
    value: fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
      .map((n) => (n === 0 ? 0 : n)),
  },
  { type: { kind: 'boolean' }, value: fc.boolean() },
  {
    type: { kind: 'enum', choices: ['red', 'Deep Blue', 'x-1'].map((value) => ({ value })) },
    value: fc.constantFrom('red', 'Deep Blue', 'x-1'),
  },
  {
    type: { kind: 'date', format: 'date' },
    value: fc.integer({ min: 0, max: 20_000 }).map((day) => new Date(day * 86_400_000)),
  },
  { type: { kind: 'union', options: [{ kind: 'string' }, { kind: 'null' }] }, value: fc.option(text) },
  {
    type: { kind: 'union', options: [{ kind: 'integer' }, { kind: 'null' }] },
    value: fc.option(fc.integer()),
  },
];

const plain = fc.constantFrom(...scalars);

const listOf = ({ type, value }: Sample): Sample => ({
  type: { kind: 'array', items: type },
  value: fc.array(value, { maxLength: 4 }),
});

const mapOf = ({ type, value }: Sample): Sample => ({
  type: { kind: 'map', values: type, as: 'object' },
  value: fc.dictionary(fc.stringMatching(/^[a-z][a-z0-9 ]{0,5}$/), value, {
    maxKeys: 3,
    noNullPrototype: true,
  }),
});

const objectOf = (members: readonly Sample[]): Sample => {
  const properties = members.map(({ type }, index) => ({
    name: `m${index}`,
    type,
    optional: false,
    rules: [],
  }));
  return {
    type: { kind: 'object', name: 'Part', properties: () => properties },
    value: fc
      .tuple(...members.map(({ value }) => value))
      .map((values) => Object.fromEntries(values.map((value, index) => [`m${index}`, value]))),
  };
};

const sample: fc.Arbitrary<Sample> = fc.oneof(
  plain,
  plain.map(listOf),
  plain.map(mapOf),
  fc.array(fc.oneof(plain, plain.map(listOf)), { minLength: 1, maxLength: 3 }).map(objectOf),
  fc.array(plain, { minLength: 1, maxLength: 3 }).map((members) => listOf(objectOf(members))),
);

/** A signature of one to three outputs, and values for them. */
const task = fc.array(sample, { minLength: 1, maxLength: 3 }).chain((samples) => {
  const fields = samples.map(({ type }, index) => createField(`f${index}`, { role: 'output', type }));
  const signature = SignatureDescription.create({ fields: [createField('q', { role: 'input' }), ...fields] });
  return fc.tuple(...samples.map(({ value }) => value)).map((values) => ({
    signature,
    values: Object.fromEntries(values.map((value, index) => [`f${index}`, value])),
  }));
});

const adapters: readonly Adapter[] = [
  new ChatAdapter(),
  new JSONAdapter(),
  new XMLAdapter(),
  new BAMLAdapter(),
  new TwoStepAdapter(new MockLM([])),
];

describe.each(adapters.map((adapter) => [adapter.name, adapter] as const))('the %s adapter', (_, adapter) => {
  it('reads back the values of any demonstration, whatever the signature', () => {
    fc.assert(
      fc.property(task, ({ signature, values }) => {
        const demos = [{ q: 'q', ...values }];
        const { messages } = adapter.format(signature, { inputs: { q: 'now' }, demos });
        expect(adapter.parse(signature, textOf(messages[2]!))).toEqual(values);
      }),
      { seed: SEED, numRuns: 120 },
    );
  });

  it('reads back code of any language, fences and all', () => {
    const fields = [
      createField('q', { role: 'input' }),
      createField('f0', { role: 'output', type: { kind: 'custom', type: Code.in('python') } }),
    ];
    const signature = SignatureDescription.create({ fields });
    const code = fc
      .array(fc.constantFrom('x = 1', '```', '````py', '</f0>', '[[ ## f0 ## ]]', '  y', ''))
      .map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(code, (source) => {
        const values = { f0: new Code(source, 'python') };
        expect(adapter.parse(signature, adapter.formatReply(signature, values))).toEqual(values);
      }),
      { seed: SEED, numRuns: 100 },
    );
  });
});
