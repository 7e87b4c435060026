import { compilers, runSources } from '../support/compile-source';
import { InputField, OutputField } from '../../src/decorators';
import { type AnyClass, fieldsOf } from '../../src/metadata';

const declarations = {
  Base: 'class Base { @InputField({ desc: "base" }) readonly a!: string }',
  Child:
    'class Child extends Base { @OutputField() b!: string; @InputField({ desc: "child" }) readonly a!: string }',
  Sibling: 'class Sibling extends Base { @OutputField() c!: string }',
};

const orders = [
  ['Base', 'Child', 'Sibling'],
  ['Base', 'Sibling', 'Child'],
] as const;

describe.each(Object.keys(compilers))('the records of fields, compiled by %s', (compiler) => {
  it.each(orders)('belong to the class that declares them, in the order %s, %s, %s', (...order) => {
    const source = order.map((name) => `export ${declarations[name]}`).join('\n');
    const file = `import { InputField, OutputField } from 'dspex';\n${source}`;
    const dspex = { InputField, OutputField };
    const { Base, Child, Sibling } = runSources(compilers[compiler]!, { file }, { dspex })('./file');

    expect(described(Base)).toEqual({ a: 'base' });
    expect(described(Child)).toEqual({ a: 'child', b: undefined });
    expect(Object.keys(described(Child))).toEqual(['a', 'b']);
    expect(described(Sibling)).toEqual({ a: 'base', c: undefined });
    expect(described(Base)).toEqual({ a: 'base' });
  });
});

describe('the records of fields', () => {
  it('name the class whose declaration counts', () => {
    class Base {
      @InputField() readonly a!: string;
      @InputField() readonly b!: string;
    }
    class Child extends Base {
      @InputField() override readonly b!: string;
    }

    expect(fieldsOf(Child).map(({ owner, record }) => [record.name, owner])).toEqual([
      ['a', Base],
      ['b', Child],
    ]);
  });

  it('are none for a class without decorators', () => {
    expect(fieldsOf(class Plain {})).toEqual([]);
  });

  it('leave nothing enumerable on the class', () => {
    class Ticket {
      @InputField() readonly text!: string;
    }

    expect(Object.keys(Ticket)).toEqual([]);
  });
});

function described(constructor: unknown): Record<string, unknown> {
  const fields = fieldsOf(constructor as AnyClass);
  return Object.fromEntries(fields.map(({ record }) => [record.name, record.desc]));
}
