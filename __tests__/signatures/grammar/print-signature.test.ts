import * as fc from 'fast-check';
import {
  createField,
  parseSignature,
  printSignature,
  SignatureDescription,
  type FieldSpec,
} from '../../../src/signatures';
import type { FieldType } from '../../../src/types';
import { unionOf } from '../../../src/signatures/grammar/union-of';

type Type = FieldType;

const scalars = fc.constantFrom<Type>(
  { kind: 'string' },
  { kind: 'number' },
  { kind: 'integer' },
  { kind: 'boolean' },
  { kind: 'bigint' },
  { kind: 'any' },
  { kind: 'null' },
  { kind: 'date', format: 'date' },
  { kind: 'date', format: 'date-time' },
);

const choices = fc
  .uniqueArray(fc.oneof(fc.string({ unit: 'grapheme' }), fc.integer(), fc.boolean()), {
    minLength: 1,
    maxLength: 4,
  })
  .map((values): Type => ({ kind: 'enum', choices: values.map((value) => ({ value })) }));

const identifiers = fc
  .stringMatching(/^[a-z_][a-zA-Z0-9_]{0,8}$/)
  .filter((name) => !['constructor', 'prototype', '__proto__', 'completions', 'usage', 'get'].includes(name));

const { type: types } = fc.letrec<{ type: Type }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalars,
    choices,
    tie('type').map((items): Type => ({ kind: 'array', items })),
    tie('type').map((items): Type => ({ kind: 'array', items, unique: true })),
    tie('type').map((values): Type => ({ kind: 'map', values, as: 'object' })),
    tie('type').map((values): Type => ({ kind: 'map', values, as: 'Map' })),
    fc.array(tie('type'), { minLength: 1, maxLength: 3 }).map((items): Type => ({ kind: 'tuple', items })),
    fc.array(tie('type'), { minLength: 1, maxLength: 3 }).map(unionOf),
    fc
      .uniqueArray(fc.record({ name: identifiers, type: tie('type'), optional: fc.boolean() }), {
        maxLength: 3,
        selector: ({ name }) => name,
      })
      .map((properties): Type => {
        const all = properties.map((property) => ({ ...property, rules: [] }));
        return { kind: 'object', name: 'object', properties: () => all };
      }),
  ),
}));

const specs: fc.Arbitrary<FieldSpec> = fc.record(
  { role: fc.constantFrom('input' as const, 'output' as const), type: types, optional: fc.boolean() },
  { requiredKeys: ['role'] },
);

const signatures = fc
  .uniqueArray(fc.tuple(identifiers, specs), { maxLength: 6, selector: ([name]) => name })
  .map((fields) =>
    SignatureDescription.create({
      fields: [
        ...fields.filter(([name]) => name !== 'answer').map(([name, spec]) => createField(name, spec)),
        createField('answer', { role: 'output' }),
      ],
    }),
  );

describe('printSignature', () => {
  it('writes what parseSignature reads back as the same', () => {
    fc.assert(
      fc.property(signatures, (signature) => {
        const text: string = printSignature(signature);
        const read = parseSignature(text);
        expect(printSignature(read)).toBe(text);
        expect(read.equals(signature)).toBe(true);
      }),
      { seed: 20261125, numRuns: 1000 },
    );
  });

  it('leaves out what the author left out', () => {
    const signature = parseSignature('q, n?: int -> a: list[str | int], b: "x" | None');
    expect(printSignature(signature)).toBe('q, n?: integer -> a: (string | integer)[], b: "x" | null');
  });
});
