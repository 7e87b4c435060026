import { anthropicSchema } from '../../../../src/lm/providers/anthropic/anthropic-schema';
import { openaiSchema } from '../../../../src/lm/providers/openai/openai-schema';

const tags = {
  type: 'object',
  properties: {
    tags: {
      type: 'array',
      description: 'What it is about',
      uniqueItems: true,
      minItems: 1,
      items: { type: 'string', pattern: '^[a-z]+$', maxLength: 9 },
    },
  },
  required: ['tags'],
  additionalProperties: false,
};

describe('a schema in a provider’s dialect', () => {
  it('says in words what there is no keyword for, and drops nothing', () => {
    const { schema, strict } = openaiSchema(tags);
    expect(strict).toBe(true);
    expect(schema).toEqual({
      type: 'object',
      properties: {
        tags: {
          description: 'What it is about (no two items alike)',
          type: 'array',
          minItems: 1,
          items: { description: 'At most 9 characters.', type: 'string', pattern: '^[a-z]+$' },
        },
      },
      required: ['tags'],
      additionalProperties: false,
    });
    expect(JSON.stringify(anthropicSchema({ ...tags }))).not.toMatch(/uniqueItems|pattern"|maxLength"/);
  });

  it('is not strict where that would make a member required that may be left out', () => {
    const { strict, schema } = openaiSchema({ ...tags, required: [] });
    expect([strict, schema['required']]).toEqual([false, []]);
  });

  it('is not strict for maps, tuples and anything at all', () => {
    for (const member of [
      { type: 'object', additionalProperties: { type: 'integer' } },
      { type: 'array', prefixItems: [{ type: 'string' }] },
      {},
      true,
    ]) {
      const schema = {
        type: 'object',
        properties: { member },
        required: ['member'],
        additionalProperties: false,
      };
      expect(openaiSchema(schema).strict).toBe(false);
      expect(anthropicSchema({ ...schema })).toBeUndefined();
    }
  });

  it('has definitions with safe names, and words around references', () => {
    const node = {
      type: 'object',
      properties: {
        next: { anyOf: [{ $ref: '#/$defs/List~1of<A B>' }, { type: 'null' }], description: 'what follows' },
        other: { $ref: '#/$defs/List_of_A_B_', description: 'the other' },
      },
      required: ['next', 'other'],
      additionalProperties: false,
    };
    const schema = {
      ...node,
      $defs: {
        List_of_A_B_: { type: 'string' },
        'List/of<A B>': { ...node, properties: { next: node.properties.next }, required: ['next'] },
      },
    };
    const { schema: said, strict } = openaiSchema(schema);
    expect(strict).toBe(true);
    expect(Object.keys(said['$defs'] as object)).toEqual(['List_of_A_B_', 'List_of_A_B__2']);
    expect(said['properties']).toEqual({
      next: { description: 'what follows', anyOf: [{ $ref: '#/$defs/List_of_A_B__2' }, { type: 'null' }] },
      other: { description: 'the other', anyOf: [{ $ref: '#/$defs/List_of_A_B_' }] },
    });
    // It contains itself.
    expect(anthropicSchema({ ...schema })).toBeUndefined();
  });

  it('knows unions by one name', () => {
    const schema = {
      type: 'object',
      properties: {
        a: { oneOf: [{ type: 'string' }, { type: 'integer' }] },
        b: { type: ['string', 'null'] },
      },
      required: ['a', 'b'],
      additionalProperties: false,
    };
    expect(openaiSchema(schema).schema['properties']).toEqual({
      a: { anyOf: [{ type: 'string' }, { type: 'integer' }] },
      b: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    });
  });
});
