import { IsEmail, MinLength, validateSync } from 'class-validator';
import { compilers, compilersOf, runSources } from '../support/compile-source';
import {
  DecoratorUsageError,
  type FieldOptions,
  FieldOptionsError,
  InputField,
  OutputField,
} from '../../src/decorators';
import { UnknownOptionError } from '../../src/errors';
import { type AnyClass, fieldsOf, settleClass, validatorsOf } from '../../src/metadata';

const decorators = { InputField, OutputField };

/** Runs one class body with `InputField` and `OutputField`, and whatever else it names. */
function define(compiler: string, body: string, names: Readonly<Record<string, unknown>> = {}): AnyClass {
  const dspex = { ...decorators, ...names };
  const file = `import { ${Object.keys(dspex).join(', ')} } from 'dspex';\nexport class Ticket { ${body} }`;
  return runSources(compilers[compiler]!, { file }, { dspex })('./file')['Ticket'] as AnyClass;
}

describe.each(Object.keys(compilers))('field decorators, compiled by %s', (compiler) => {
  it('record what they are told', () => {
    const Ticket = define(
      compiler,
      `@InputField({ description: 'as written', prefix: 'T:' }) readonly text!: string;
       @OutputField({ items: () => String, optional: true, nullable: false }) tags!: string[];`,
    );

    const records = fieldsOf(Ticket).map(({ record }) => record);
    expect(records).toEqual([
      { name: 'text', role: 'input', desc: 'as written', prefix: 'T:' },
      { name: 'tags', role: 'output', items: expect.any(Function), optional: true, nullable: false },
    ]);
  });

  it('do not call the functions they are given', () => {
    const type = jest.fn(() => String);
    define(compiler, '@OutputField({ type }) text!: string;', { type });

    expect(type).not.toHaveBeenCalled();
  });

  it('apply class-validator rules once', () => {
    const Ticket = define(compiler, '@OutputField({ rules }) mail!: string;', {
      rules: [IsEmail(), MinLength(8)],
    });
    settleClass(Ticket);
    settleClass(Ticket);

    expect(validatorsOf(Ticket).map(({ name }) => name)).toEqual(['isEmail', 'minLength']);
    const ticket = Object.assign(new (Ticket as new () => object)(), { mail: 'x' });
    expect(Object.keys(validateSync(ticket)[0]?.constraints ?? {}).sort()).toEqual(['isEmail', 'minLength']);
  });

  it.each([
    ['a static property', '@OutputField() static text: string;', /static/],
    ['a method', '@OutputField() text() {}', /stands on a method/],
    ['an accessor', '@OutputField() get text() { return ""; }', /accessor|getter/],
    ['two roles', '@InputField() @OutputField() text!: string;', /contradicts @OutputField/],
    ['two of one role', '@InputField() @InputField() text!: string;', /stands there twice/],
  ])('refuse %s', (_, body, message) => {
    expect(() => define(compiler, body)).toThrow(DecoratorUsageError);
    expect(() => define(compiler, body)).toThrow(message);
    expect(() => define(compiler, body)).toThrow(/\nFix: /);
  });

  it('refuse a rule that was not called', () => {
    const body = '@OutputField({ rules }) mail!: string;';
    const mistake = () => settleClass(define(compiler, body, { rules: [IsEmail] }));

    expect(mistake).toThrow(FieldOptionsError);
    expect(mistake).toThrow(/rules: \[IsEmail\(\)\]/);
  });
});

describe.each(compilersOf('legacy'))('a field decorator, compiled by %s', (compiler) => {
  it('names the class and the property', () => {
    expect(() => define(compiler, '@InputField() @OutputField() text!: string;')).toThrow(
      /^@InputField on Ticket\.text contradicts/,
    );
  });
});

describe.each(compilersOf('standard'))('a field decorator, compiled by %s', (compiler) => {
  it('refuses a private property', () => {
    expect(() => define(compiler, '@OutputField() #text!: string;')).toThrow(/private/);
  });
});

describe('the options of a field decorator', () => {
  class Address {}
  enum Empty {}

  const mistakes: readonly (readonly [string, object, RegExp])[] = [
    ['desc beside description', { desc: 'a', description: 'b' }, /both `desc` and `description`/],
    ['type beside items', { type: () => String, items: () => String }, /both `type` and `items`/],
    ['type beside enum', { type: () => String, enum: ['a'] }, /both `type` and `enum`/],
    ['items beside schema', { items: () => String, schema: {} }, /both `items` and `schema`/],
    ['values beside enum', { values: () => String, enum: ['a'] }, /both `enum` and `values`/],
    ['a class for a type', { type: Address }, /the class itself.*\n.*type: \(\) => Address/s],
    ['String for a type', { type: String }, /the class itself.*\n.*type: \(\) => String/s],
    ['a blank type', { type: ' ' }, /no function/],
    ['an array for items', { items: [String] }, /no function/],
    ['an empty list', { enum: [] }, /`enum` without values/],
    ['an empty enum', { enum: Empty }, /`enum` without values/],
    ['a list of objects', { enum: [{}] }, /`enum` without values/],
    ['a number for a description', { desc: 1 }, /`desc` that is not a string/],
    ['text for optional', { optional: 'yes' }, /`optional` that is not a boolean/],
    ['a number for a schema', { schema: 1 }, /`schema` that is not a schema/],
    ['a number for a format', { format: 1 }, /`format` that is neither/],
    ['a function that writes an output', { format: () => '' }, /which only inputs are written with/],
    ['one rule without a list', { rules: IsEmail() }, /not a list of decorators/],
  ];

  it.each(mistakes)('refuse %s', (_, options, message) => {
    const mistake = () => decorate(options);

    expect(mistake).toThrow(FieldOptionsError);
    expect(mistake).toThrow(message);
    expect(mistake).toThrow(/^@OutputField on Ticket\.text /);
  });

  it('refuse a name that nothing reads, and give the nearest', () => {
    expect(() => decorate({ descr: 'x' })).toThrow(UnknownOptionError);
    expect(() => decorate({ descr: 'x' })).toThrow(/write "desc" instead of "descr"/);
  });

  it('must be an object', () => {
    expect(() => decorate('the text' as never)).toThrow(/not given an object of options/);
  });

  it('may be there with undefined', () => {
    expect(() => decorate({ type: undefined, desc: undefined })).not.toThrow();
  });

  function decorate(options: object): void {
    class Ticket {
      text!: string;
    }
    OutputField(options as FieldOptions)(Ticket.prototype, 'text');
  }
});

describe('a field decorator', () => {
  it('refuses a property named by a symbol', () => {
    const key = Symbol('text');
    class Ticket {}

    expect(() => OutputField()(Ticket.prototype, key)).toThrow(/named by a symbol/);
  });

  it('refuses to be called by hand without a target', () => {
    expect(() => OutputField()(undefined as never, 'text')).toThrow(DecoratorUsageError);
  });

  it('accepts the descriptor that Babel hands over for a plain property', () => {
    class Ticket {}
    const decorate = OutputField() as (...given: unknown[]) => void;
    decorate(Ticket.prototype, 'text', {
      configurable: true,
      enumerable: true,
      writable: true,
      initializer: null,
    });

    expect(fieldsOf(Ticket)).toHaveLength(1);
  });

  it('says what to do when a compiler passes no metadata object', () => {
    const decorate = OutputField() as (...given: unknown[]) => void;

    expect(() => decorate(undefined, { kind: 'field', name: 'text' })).toThrow(
      /old draft of standard decorators/,
    );
  });
});
