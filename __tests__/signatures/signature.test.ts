import { parseSignature, SignatureDescription, type Field } from '../../src/signatures';

const base = () => parseSignature('question, context: string[] -> answer: number');
const names = (fields: readonly Field[]) => fields.map(({ name }) => name);

describe('a signature', () => {
  it('derives prefixes, descriptions and instructions as DSPy does', () => {
    expect(base().instructions).toBe('Given the fields `question`, `context`, produce the fields `answer`.');
    expect(base().field('question')).toMatchObject({
      desc: '${question}',
      prefix: 'Question:',
      optional: false,
    });
  });

  it('keeps the order of declaration and tells inputs from outputs', () => {
    expect(names(base().fields)).toEqual(['question', 'context', 'answer']);
    expect(names(base().inputFields)).toEqual(['question', 'context']);
    expect(names(base().outputFields)).toEqual(['answer']);
  });

  it('prints its names', () => {
    expect(String(base())).toBe('question, context -> answer');
  });

  it('is frozen, fields and rules included', () => {
    const signature = base();
    const [field] = signature.fields;
    for (const part of [signature, signature.fields, signature.inputFields, field, field?.rules]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  it('is recognised from another copy of the library', () => {
    const foreign = { [Symbol.for('dspex.signature')]: true };
    expect(SignatureDescription.isInstance(foreign)).toBe(true);
    expect(foreign).toBeInstanceOf(SignatureDescription);
    expect(SignatureDescription.isInstance({})).toBe(false);
  });

  it('takes blank instructions for none', () => {
    expect(parseSignature('a -> b', '  ').hasDefaultInstructions).toBe(true);
  });
});

describe('the operations of a signature', () => {
  it('leave the original as it was', () => {
    const signature = base();
    const before = JSON.stringify(signature);
    signature
      .append('x', { role: 'input' })
      .withUpdatedField('answer', { desc: 'changed' })
      .delete('question');
    expect(JSON.stringify(signature)).toBe(before);
  });

  it('append after and prepend before the fields of the same role', () => {
    const signature = base()
      .append('hint', { role: 'input' })
      .prepend('language', { role: 'input' })
      .prepend('reasoning', { role: 'output' })
      .append('sure', { role: 'output', type: 'boolean' });
    expect(String(signature)).toBe('language, question, context, hint -> reasoning, answer, sure');
  });

  it('insert at a place counted from either end', () => {
    expect(String(base().insert(1, 'x', { role: 'input' }))).toBe('question, x, context -> answer');
    expect(String(base().insert(-2, 'x', { role: 'input' }))).toBe('question, x, context -> answer');
    expect(String(base().insert(1, 'x', { role: 'output' }))).toBe('question, context -> answer, x');
  });

  it.each([3, -4, 0.5])('refuse place %d, which is not there', (index) => {
    expect(() => base().insert(index, 'x', { role: 'input' })).toThrow(/from -3 to 2/);
  });

  it('rewrite a default instruction and leave an own one', () => {
    expect(base().delete('context').instructions).toBe(
      'Given the fields `question`, produce the fields `answer`.',
    );
    expect(base().withInstructions('Count.').delete('context').instructions).toBe('Count.');
  });

  it('know the default sentence when they are given it', () => {
    const loaded = parseSignature('a -> b', 'Own.').withInstructions(
      'Given the fields `a`, produce the fields `b`.',
    );
    expect(loaded.append('c', { role: 'output' }).instructions).toBe(
      'Given the fields `a`, produce the fields `b`, `c`.',
    );
  });

  it('restore the default for undefined and keep an empty instruction empty', () => {
    expect(parseSignature('a -> b', 'Own.').withInstructions(undefined).hasDefaultInstructions).toBe(true);
    expect(base().withInstructions('').instructions).toBe('');
  });

  it('replace a field in its place, and add one that is not there', () => {
    expect(base().withField('question', { role: 'input', type: 'integer' }).fields[0]?.type.kind).toBe(
      'integer',
    );
    expect(String(base().withField('context', { role: 'output' }))).toBe('question -> answer, context');
    expect(String(base().withField('extra', { role: 'input' }))).toBe('question, context, extra -> answer');
  });

  it('change what a patch says of a field and nothing else', () => {
    const changed = base().withUpdatedField('answer', { desc: 'a count', type: 'integer' }).field('answer');
    expect(changed).toMatchObject({
      desc: 'a count',
      type: { kind: 'integer' },
      prefix: 'Answer:',
      role: 'output',
    });
    expect(parseSignature('a -> b').withUpdatedField('a', { desc: 'x' }).field('a')?.typeIsDefault).toBe(
      true,
    );
  });

  it('refuse a name that is there twice, a name that is not there, and an option nobody reads', () => {
    expect(() => base().append('answer', { role: 'input' })).toThrow(/two fields named "answer"/);
    expect(() => base().delete('anwser')).toThrow(/write "answer" instead/);
    expect(() => base().append('x', { role: 'input', descr: 'y' } as never)).toThrow(/write "desc" instead/);
    expect(() => base().withUpdatedField('answer', { role: 'input' } as never)).toThrow(/role/);
  });

  it('refuse to take away the last output', () => {
    expect(() => base().delete('answer')).toThrow(/no output field/);
  });

  it('give a default afresh each time, so that no call can change it for the next', () => {
    const { default: made } = base()
      .withUpdatedField('context', { default: ['a'] })
      .field('context') as Field;
    const make = made as () => string[];
    make().push('b');
    expect(make()).toEqual(['a']);
  });
});

describe('a type that does not parse', () => {
  it('is reported with the field it was for', () => {
    expect(() => base().append('mood', { role: 'output', type: 'strng' })).toThrow(
      /^The type of field "mood" does not parse at column 1\.\n {2}strng\n {2}\^\n[^]*write "string"/,
    );
  });
});

describe('equals', () => {
  it('holds for the same declaration, however it came about', () => {
    expect(base().equals(base())).toBe(true);
    expect(parseSignature('a -> b: list[str]').equals(parseSignature('a -> b: string[]'))).toBe(true);
    expect(base().withName('Other').equals(base())).toBe(true);
  });

  it.each<[string, SignatureDescription]>([
    ['a type', base().withUpdatedField('answer', { type: 'integer' })],
    ['an inner type', base().withUpdatedField('context', { type: 'integer[]' })],
    ['the order', parseSignature('context: string[], question -> answer: number')],
    ['a description', base().withUpdatedField('answer', { desc: 'x' })],
    ['the instructions', base().withInstructions('x')],
    ['what may be missing', base().withUpdatedField('question', { optional: true })],
    ['a default', base().withUpdatedField('question', { default: 'x' })],
    [
      'a rule',
      base().withUpdatedField('answer', {
        rules: [{ name: 'min', words: 'must not be less than 0', keywords: { minimum: 0 }, each: false }],
      }),
    ],
  ])('notices a difference in %s', (_, other) => {
    expect(base().equals(other)).toBe(false);
    expect(other.equals(base())).toBe(false);
  });
});

describe('the names of fields', () => {
  it.each([
    'text',
    'input',
    'output',
    'data',
    'label',
    'demos',
    'lm',
    'keys',
    'config',
    'toString',
    'größe',
    '_x',
  ])('may be %s', (name) => {
    expect(String(parseSignature('q -> a').append(name, { role: 'output' }))).toBe(`q -> a, ${name}`);
  });

  it.each(['__proto__', 'constructor', 'prototype'])('may not be %s', (name) => {
    expect(() => base().append(name, { role: 'input' })).toThrow(/^A field cannot be named/);
  });

  it('may be those of a prediction for inputs only', () => {
    expect(String(base().append('usage', { role: 'input' }))).toContain('usage');
    expect(() => base().append('usage', { role: 'output' })).toThrow(/every prediction has a member/);
  });

  it.each(['', '1st', 'two words', 'a-b', 'a.b', '💥'])(
    'may not be %j, and the error proposes another',
    (name) => {
      expect(() => base().append(name, { role: 'input' })).toThrow(
        /Fix: write e\.g\. "[\p{ID_Start}][\p{ID_Continue}]*"/u,
      );
    },
  );
});

describe('the schemas of a signature', () => {
  it('hold the inputs and the outputs apart, and say what must be there', () => {
    const signature = base().withUpdatedField('context', { optional: true });
    expect(signature.inputSchema()).toMatchObject({
      type: 'object',
      properties: { question: { type: 'string' }, context: { type: 'array', items: { type: 'string' } } },
      required: ['question'],
    });
    expect(signature.outputSchema()).toMatchObject({
      properties: { answer: { type: 'number' } },
      required: ['answer'],
    });
  });

  it('are made once', () => {
    const signature = base();
    expect(signature.outputSchema()).toBe(signature.outputSchema());
  });
});
