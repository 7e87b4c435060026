import { completeInputs, signatureFromJsonSchema } from '../../src/signatures';

describe('signatureFromJsonSchema', () => {
  it('takes a schema for each field', () => {
    const signature = signatureFromJsonSchema({
      inputs: { text: { type: 'string', description: 'as it came' }, limit: { type: 'integer', default: 3 } },
      outputs: { tags: { type: 'array', items: { type: 'string' } }, mood: { enum: ['calm', 'angry'] } },
      instructions: 'Tag the text.',
      name: 'TagText',
    });
    expect(signature).toMatchObject({ name: 'TagText', instructions: 'Tag the text.' });
    expect(String(signature)).toBe('text, limit -> tags, mood');
    expect(signature.field('text')?.desc).toBe('as it came');
    expect(signature.field('mood')?.type.kind).toBe('enum');
    expect(completeInputs(signature, { text: 'x' })).toEqual({ text: 'x', limit: 3 });
  });

  it('takes the schema of a whole object, which says what may be missing', () => {
    const signature = signatureFromJsonSchema({
      inputs: {
        type: 'object',
        properties: { a: { type: 'string' }, b: { $ref: '#/$defs/B' } },
        required: ['a'],
        $defs: { B: { type: 'integer' } },
      },
      outputs: { c: { type: 'number' } },
    });
    expect(signature.inputFields.map(({ name, optional }) => [name, optional])).toEqual([
      ['a', false],
      ['b', true],
    ]);
    expect(() => completeInputs(signature, { a: 'x', b: 'no number' })).toThrow(/b: /);
  });

  it('lets a field be called type', () => {
    const signature = signatureFromJsonSchema({
      inputs: { type: { type: 'string' } },
      outputs: { properties: { type: 'string' } },
    });
    expect(String(signature)).toBe('type -> properties');
  });

  it('keeps the keywords of a schema in force', () => {
    const signature = signatureFromJsonSchema({
      inputs: { code: { type: 'string', pattern: '^[a-z]+$' } },
      outputs: { x: { type: 'string' } },
    });
    expect(() => completeInputs(signature, { code: 'A1' })).toThrow(/code: /);
    expect(completeInputs(signature, { code: 'abc' })).toEqual({ code: 'abc' });
  });

  it.each<[object, RegExp]>([
    [{ inputs: { a: 'string' }, outputs: { b: { type: 'string' } } }, /inputs\.a/],
    [{ inputs: {}, outputs: {} }, /no fields/],
    [{ inputs: { 'two words': {} }, outputs: { b: {} } }, /twoWords/],
    [{ inputs: {}, outputs: { b: {} }, instruction: 'x' }, /write "instructions"/],
    [{ outputs: { b: {} } }, /JSON Schema for each field/],
  ])('refuses %j', (definition, message) => {
    expect(() => signatureFromJsonSchema(definition as never)).toThrow(message);
  });
});
