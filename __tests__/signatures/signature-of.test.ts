import 'reflect-metadata';
import { Type } from 'class-transformer';
import {
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsEmail,
  IsEnum,
  IsIn,
  IsInstance,
  IsInt,
  IsOptional,
  IsString,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { type FieldOptions, InputField, OutputField, Signature } from '../../src/decorators';
import {
  ClassFieldError,
  EmptySignatureError,
  NoFieldsError,
  type SignatureDescription,
  signatureOf,
  SignatureSyntaxError,
  UnknownFieldTypeError,
} from '../../src/signatures';
import type { Constructor, FieldType, ObjectType, PromptType } from '../../src/types';

enum Team {
  Billing = 'billing',
  Bug = 'bug',
}

enum Level {
  Low,
  High,
}

class Address {
  @OutputField() city!: string;
}

const STRING: FieldType = { kind: 'string' };
const NULL: FieldType = { kind: 'null' };

/** The type of one output, declared with these options, under a compiler that emits nothing. */
function typeOf(options: FieldOptions): FieldType {
  class Ticket {
    value!: unknown;
  }
  OutputField(options)(Ticket.prototype, 'value');
  return outputType(Ticket, 'value');
}

function outputType(constructor: Constructor, name: string): FieldType {
  const signature: SignatureDescription = signatureOf(constructor);
  return signature.field(name)!.type;
}

describe('signatureOf', () => {
  it('reads names, roles, instructions and order', () => {
    @Signature('Sort the ticket.')
    class Ticket {
      @InputField({ desc: 'as written' }) readonly text!: string;
      @OutputField({ prefix: 'Sent to:' }) team!: string;
    }

    const signature = signatureOf(Ticket);
    expect(signature).toMatchObject({ name: 'Ticket', instructions: 'Sort the ticket.', construct: Ticket });
    expect(signature.toString()).toBe('text -> team');
    expect(signature.field('text')).toMatchObject({
      desc: 'as written',
      prefix: 'Text:',
      typeIsDefault: false,
    });
    expect(signature.field('team')).toMatchObject({ desc: '${team}', prefix: 'Sent to:', optional: false });
  });

  it('gives the same description each time', () => {
    class Ticket {
      @OutputField() team!: string;
    }

    expect(signatureOf(Ticket)).toBe(signatureOf(Ticket));
    expect(Signature.of(Ticket)).toBe(Signature.ensure(Ticket));
  });

  it('does without @Signature, and then instructs with the default sentence', () => {
    class Ticket {
      @InputField() readonly text!: string;
      @OutputField() team!: string;
    }

    expect(signatureOf(Ticket).hasDefaultInstructions).toBe(true);
  });

  it('puts the fields of a base first, and lets a class declare them anew', () => {
    @Signature('Sort it.')
    class Base {
      @InputField({ desc: 'base' }) readonly text!: string;
      @OutputField() team!: string;
    }
    class Child extends Base {
      @OutputField() reason!: string;
      @InputField({ desc: 'child' }) override readonly text!: string;
    }

    const child = signatureOf(Child);
    expect(child.toString()).toBe('text -> team, reason');
    expect([child.name, child.instructions, child.field('text')!.desc]).toEqual([
      'Child',
      'Sort it.',
      'child',
    ]);
    expect(signatureOf(Base).field('text')!.desc).toBe('base');
  });

  it('enforces the rules of a base class', () => {
    class Base {
      @OutputField() @Min(0) @Max(1) confidence!: number;
    }
    class Child extends Base {
      @OutputField() reason!: string;
    }

    expect(
      signatureOf(Child)
        .field('confidence')!
        .rules.map(({ name }) => name)
        .sort(),
    ).toEqual(['max', 'min']);
  });

  it('does not read the initial values of properties', () => {
    class Ticket {
      @OutputField() team: string = 'billing';
    }

    expect(signatureOf(Ticket).field('team')).not.toHaveProperty('default');
  });

  it('refuses a class without fields', () => {
    expect(() => signatureOf(class Ticket {})).toThrow(NoFieldsError);
    expect(() => signatureOf(class Ticket {})).toThrow(/Class Ticket is no signature.*\nFix: /s);
  });

  it('refuses a class without outputs', () => {
    class Ticket {
      @InputField() readonly text!: string;
    }

    expect(() => signatureOf(Ticket)).toThrow(EmptySignatureError);
  });

  it('refuses a property with rules that is no field', () => {
    class Ticket {
      @OutputField() team!: string;
      @IsString() reason!: string;
    }

    expect(() => signatureOf(Ticket)).toThrow(ClassFieldError);
    expect(() => signatureOf(Ticket)).toThrow(/Ticket\.reason.*\n.*add @OutputField\(\)/s);
  });
});

describe('the type of a field', () => {
  it.each<[string, FieldOptions, FieldType]>([
    ['a built-in', { type: () => String }, STRING],
    ['Number', { type: () => Number }, { kind: 'number' }],
    ['Boolean', { type: () => Boolean }, { kind: 'boolean' }],
    ['BigInt', { type: () => BigInt }, { kind: 'bigint' }],
    ['Date', { type: () => Date }, { kind: 'date', format: 'date-time' }],
    ['Object', { type: () => Object }, { kind: 'map', values: { kind: 'any' }, as: 'object' }],
    ['text in the grammar', { type: 'string[]' }, { kind: 'array', items: STRING }],
    ['a list around a class', { type: () => [String] }, { kind: 'array', items: STRING }],
    ['a type', { type: () => ({ kind: 'integer' }) }, { kind: 'integer' }],
    ['items', { items: () => Number }, { kind: 'array', items: { kind: 'number' } }],
    ['items as text', { items: 'int' }, { kind: 'array', items: { kind: 'integer' } }],
    ['values', { values: () => Number }, { kind: 'map', values: { kind: 'number' }, as: 'object' }],
    ['a Map', { type: () => Map, values: 'string' }, { kind: 'map', values: STRING, as: 'Map' }],
    [
      'a list of values',
      { enum: ['a', 1, true] },
      { kind: 'enum', choices: [{ value: 'a' }, { value: 1 }, { value: true }] },
    ],
    [
      'an enum',
      { enum: Team },
      {
        kind: 'enum',
        choices: [
          { name: 'Billing', value: 'billing' },
          { name: 'Bug', value: 'bug' },
        ],
      },
    ],
    [
      'an enum of numbers',
      { type: () => Level },
      {
        kind: 'enum',
        choices: [
          { name: 'Low', value: 0 },
          { name: 'High', value: 1 },
        ],
      },
    ],
    [
      'items of an enum',
      { items: () => Team },
      { kind: 'array', items: expect.objectContaining({ kind: 'enum' }) },
    ],
    ['nullable text', { type: () => String, nullable: true }, { kind: 'union', options: [STRING, NULL] }],
    ['nullable twice', { type: 'string | null', nullable: true }, { kind: 'union', options: [STRING, NULL] }],
    ['text with a format', { type: () => String, format: 'email' }, { kind: 'string', format: 'email' }],
    ['a day', { type: () => Date, format: 'date' }, { kind: 'date', format: 'date' }],
    [
      'days',
      { items: () => Date, format: 'date' },
      { kind: 'array', items: { kind: 'date', format: 'date' } },
    ],
    [
      'a day or nothing',
      { type: () => Date, format: 'date', nullable: true },
      { kind: 'union', options: [{ kind: 'date', format: 'date' }, NULL] },
    ],
  ])('is what the options say: %s', (_, options, type) => {
    expect(typeOf(options)).toEqual(type);
  });

  it('keeps optional and nullable apart', () => {
    class Ticket {
      @OutputField({ optional: true }) note!: string;
      @OutputField({ type: () => String, nullable: true }) reply!: string | null;
    }

    const signature = signatureOf(Ticket);
    expect(signature.field('note')).toMatchObject({ optional: true, type: STRING });
    expect(signature.field('reply')).toMatchObject({ optional: false, type: { kind: 'union' } });
  });

  it('is a prompt type where one is given', () => {
    const Picture = {
      name: 'Picture',
      jsonSchema: { type: 'string' },
      is: () => true,
      toParts: String,
      toJson: String,
      fromJson: String,
    } as unknown as PromptType;

    expect(typeOf({ type: () => Picture })).toEqual({ kind: 'custom', type: Picture });
  });

  it('is the one the compiler emits where it can be trusted', () => {
    class Ticket {
      @InputField() readonly text!: string;
      @OutputField() when!: Date;
      @OutputField() to!: Address;
    }

    const signature = signatureOf(Ticket);
    expect(signature.fields.map(({ type }) => type.kind)).toEqual(['string', 'date', 'object']);
    expect(signature.field('to')!.type).toMatchObject({ name: 'Address', construct: Address });
  });

  it('is what the options say, whatever the compiler emits', () => {
    class Ticket {
      @OutputField({ type: 'integer' }) count!: string;
    }

    expect(outputType(Ticket, 'count')).toEqual({ kind: 'integer' });
  });
});

describe('class-validator decorators', () => {
  class Ticket {
    @OutputField() @IsIn(['billing', 'bug']) team!: 'billing' | 'bug';
    @OutputField() @IsEnum(Level) level!: Level;
    @OutputField() @IsInt() @Min(1) count!: number;
    @OutputField() @IsOptional() @IsString() note?: string | null;
    @OutputField() @IsString({ each: true }) tags!: string[];
    @OutputField() @IsIn(['a', 'b'], { each: true }) marks!: ('a' | 'b')[];
    @OutputField() @IsInstance(Address) to!: Address | undefined | never[];
    @OutputField() @ValidateNested({ each: true }) @Type(() => Address) all!: Address[];
    @OutputField({ type: 'string | null' }) @IsIn(['x']) maybe!: 'x' | null;
  }
  const signature: SignatureDescription = signatureOf(Ticket);
  const type = (name: string) => signature.field(name)!.type;

  it('say the closed list that the compiler erased', () => {
    expect(type('team')).toEqual({ kind: 'enum', choices: [{ value: 'billing' }, { value: 'bug' }] });
    expect(type('level')).toMatchObject({ choices: [{ name: 'Low', value: 0 }, { name: 'High' }] });
    expect(type('maybe')).toMatchObject({ options: [{ kind: 'enum', choices: [{ value: 'x' }] }, NULL] });
  });

  it('make a number an integer', () => {
    expect(type('count')).toEqual({ kind: 'integer' });
  });

  it('make a field optional', () => {
    expect(signature.field('note')).toMatchObject({ optional: true, type: STRING });
  });

  it('say what the items are', () => {
    expect(type('tags')).toEqual({ kind: 'array', items: STRING });
    expect(type('marks')).toMatchObject({ kind: 'array', items: { kind: 'enum' } });
    expect(type('all')).toMatchObject({ kind: 'array', items: { kind: 'object', construct: Address } });
  });

  it('say the class', () => {
    expect(type('to')).toMatchObject({ kind: 'object', construct: Address });
  });

  it('are rules of the field unless its type says the same', () => {
    expect(signature.field('team')!.rules).toEqual([]);
    expect(signature.field('count')!.rules.map(({ name }) => name)).toEqual(['min']);
  });

  it('say a type where the compiler emits none', () => {
    class Bare {
      declare mail: string;
      declare done: boolean;
      declare when: Date;
      declare list: number[];
    }
    for (const name of ['mail', 'done', 'when', 'list']) OutputField()(Bare.prototype, name);
    IsEmail()(Bare.prototype, 'mail');
    IsBoolean()(Bare.prototype, 'done');
    IsDate()(Bare.prototype, 'when');
    IsArray()(Bare.prototype, 'list');
    IsInt({ each: true })(Bare.prototype, 'list');

    const kinds = signatureOf(Bare as Constructor).fields.map((field) => field.type.kind);
    expect(kinds).toEqual(['string', 'boolean', 'date', 'array']);
  });
});

describe('a nested class', () => {
  const propertiesOf = (constructor: Constructor) =>
    (outputType(constructor, 'value') as ObjectType).properties();

  it('has the properties with our decorators, whatever their role', () => {
    class Item {
      @InputField({ desc: 'stock number' }) readonly sku!: string;
      @OutputField({ default: 1 }) @IsInt() count!: number;
    }
    class Ticket {
      @OutputField() value!: Item;
    }

    expect(propertiesOf(Ticket)).toEqual([
      { name: 'sku', type: STRING, desc: 'stock number', optional: false, rules: [] },
      { name: 'count', type: { kind: 'integer' }, desc: undefined, optional: false, default: 1, rules: [] },
    ]);
  });

  it("has the properties with class-validator's or class-transformer's, those of a base first", () => {
    class Base {
      @IsString() sku!: string;
    }
    class Item extends Base {
      @IsOptional() @IsInt() count?: number;
      @Type(() => Address) from!: Address;
    }
    class Ticket {
      @OutputField() value!: Item;
    }

    expect(propertiesOf(Ticket).map(({ name, optional, type }) => [name, optional, type.kind])).toEqual([
      ['sku', false, 'string'],
      ['count', true, 'integer'],
      ['from', false, 'object'],
    ]);
  });

  it('may hold itself', () => {
    class Part {
      @OutputField() name!: string;
      @OutputField({ items: () => Part }) parts!: Part[];
    }
    class Ticket {
      @OutputField() value!: Part;
    }

    const [, parts] = propertiesOf(Ticket);
    expect(parts!.type).toEqual({ kind: 'array', items: outputType(Ticket, 'value') });
    expect(signatureOf(Part).toString()).toBe(' -> name, parts');
  });

  it('that declares nothing holds any object, which becomes an instance', () => {
    class Meta {
      declare k: number;
    }
    class Ticket {
      @OutputField() value!: Meta;
    }

    const type = outputType(Ticket, 'value');
    const { fromJson, is, jsonSchema } = (type as Extract<FieldType, { kind: 'custom' }>).type;
    const made = fromJson(JSON.parse('{ "k": 1, "__proto__": { "polluted": true } }'));
    expect(jsonSchema).toEqual({ type: 'object', title: 'Meta' });
    expect([made instanceof Meta, { ...(made as Meta) }, is([])]).toEqual([true, { k: 1 }, false]);
    expect(made).not.toHaveProperty('polluted');
    expect(() => fromJson([1])).toThrow(ClassFieldError);
    expect(outputType(Ticket, 'value')).toBe(type);
  });

  it('is described by its own @Signature', () => {
    @Signature('Where it goes.')
    class Place {
      @OutputField() city!: string;
    }
    class Ticket {
      @OutputField() value!: Place;
    }

    expect(outputType(Ticket, 'value')).toMatchObject({ name: 'Place', desc: 'Where it goes.' });
  });

  it('is an error at once when one of its properties has no type', () => {
    class Item {
      @OutputField() parts!: string[];
    }
    class Ticket {
      @OutputField({ items: () => Item }) value!: Item[];
    }

    expect(() => signatureOf(Ticket)).toThrow(/^The type of Item\.parts is unknown/);
  });

  it.each<[string, FieldOptions]>([
    ['prefix', { prefix: 'Sku:' }],
    ['format', { format: () => '' }],
  ])('refuses a %s, which nothing would read', (option, options) => {
    class Item {
      @InputField(options) readonly sku!: string;
    }
    class Ticket {
      @OutputField() value!: Item;
    }

    expect(() => signatureOf(Ticket)).toThrow(ClassFieldError);
    expect(() => signatureOf(Ticket)).toThrow(new RegExp(`Item\\.sku has a \`${option}\``));
  });
});

describe('a type that cannot be told', () => {
  class Ticket {
    declare value: unknown;
  }
  class Erased {
    @OutputField() list!: string[];
    @InputField() readonly map!: Map<string, number>;
    @OutputField() set!: Set<string>;
    @OutputField() either!: string | number;
    @OutputField() site!: URL;
    @OutputField() @ArrayMinSize(1) some!: string[];
  }

  it.each<[keyof Erased, RegExp]>([
    [
      'list',
      /items of an array.*\nFix: say what its items are: `@OutputField\(\{ items: \(\) => String \}\)`/s,
    ],
    ['map', /what a Map holds.*\nFix: .*`@InputField\(\{ type: \(\) => Map, values: \(\) => Number \}\)`/s],
    ['set', /what a Set holds.*\nFix: make it an array/s],
    ['either', /erased its type to Object.*\nFix: .*`type`|\{ type: \(\) => String \}.*`enum`.*`schema`/s],
    ['site', /a URL cannot be written as JSON.*\nFix: /s],
    ['some', /items of an array/],
  ])('is an error that says why and what to do: %s', (property, message) => {
    const only = class Erased2 extends Object {};
    Object.defineProperty(only, 'name', { value: 'Erased' });
    const type: unknown = Reflect.getMetadata('design:type', Erased.prototype, property);
    Reflect.defineMetadata('design:type', type, only.prototype, property);
    const decorate = property === 'map' ? InputField() : OutputField();
    decorate(only.prototype, property);

    expect(() => signatureOf(only)).toThrow(UnknownFieldTypeError);
    expect(() => signatureOf(only)).toThrow(new RegExp(`^The type of Erased\\.${property} is unknown: `));
    expect(() => signatureOf(only)).toThrow(message);
  });

  it('names the compilers that emit none', () => {
    const bare = class Bare extends Ticket {};
    OutputField()(bare.prototype, 'value');

    expect(() => signatureOf(bare)).toThrow(
      /^The type of Bare\.value is unknown: the compiler emitted no metadata.*esbuild/,
    );
  });

  it('is an error again at the next call', () => {
    expect(() => signatureOf(Erased)).toThrow(UnknownFieldTypeError);
    expect(() => signatureOf(Erased)).toThrow(UnknownFieldTypeError);
  });
});

describe('an option that gives no type', () => {
  it.each<[string, FieldOptions, RegExp]>([
    ['undefined', { type: () => undefined as never }, /gives undefined.*\n.*import type/s],
    ['Array', { type: () => Array }, /gives Array.*\n.*`items: \(\) => Item`/s],
    ['Map without values', { type: () => Map }, /gives Map.*\n.*`values: \(\) => Number`/s],
    ['two classes', { type: () => [String, Number] as never }, /gives a list/],
    ['Symbol', { items: () => Symbol as never }, /`items` that gives Symbol/],
    [
      'values of no map',
      { type: () => Date, values: () => Number },
      /`values` beside a `type` that is no map/,
    ],
    ['a format of a number', { type: () => Number, format: 'email' }, /the format "email"/],
    ['another format of a Date', { type: () => Date, format: 'time' }, /the format "time"/],
  ])('is an error: %s', (_, options, message) => {
    expect(() => typeOf(options)).toThrow(ClassFieldError);
    expect(() => typeOf(options)).toThrow(message);
  });

  it('points into text that does not parse', () => {
    expect(() => typeOf({ type: 'strin[' })).toThrow(SignatureSyntaxError);
  });

  it('is an error where compilers would disagree: a Map that does not say so', () => {
    class Ticket {
      @OutputField({ values: () => Number }) counts!: Map<string, number>;
    }

    expect(() => signatureOf(Ticket)).toThrow(/Ticket\.counts is a Map.*\n.*`type: \(\) => Map`/s);
  });

  it('is an error where JSON has no such thing: a Set', () => {
    class Ticket {
      @OutputField({ items: () => Number }) counts!: Set<number>;
    }

    expect(() => signatureOf(Ticket)).toThrow(/Ticket\.counts is a Set/);
  });
});

describe('a schema', () => {
  const issues = { issues: [{ message: 'too short' }] };
  const standard = (more: object = {}) => ({
    '~standard': { version: 1 as const, vendor: 'test', validate: () => issues, ...more },
  });

  it('may be JSON Schema', () => {
    expect(typeOf({ schema: { type: 'string', enum: ['a', 'b'] } })).toMatchObject({ kind: 'enum' });
  });

  it('may be a Standard Schema that can say what it is', () => {
    const output = jest.fn(() => ({ type: 'string' }));
    const type = typeOf({ schema: standard({ jsonSchema: { output } }) });

    expect(type).toMatchObject({ kind: 'schema', schema: { type: 'string' } });
    expect(type.kind === 'schema' && type.validate?.('x')).toBe(issues);
    expect(output).toHaveBeenCalledWith({ target: 'draft-2020-12' });
  });

  it('may be a Standard Schema with a type beside it', () => {
    const type = typeOf({ type: () => Number, schema: standard() });

    expect(type).toMatchObject({ kind: 'schema', schema: { type: 'number' } });
  });

  it('must say what it is', () => {
    expect(() => typeOf({ schema: standard() })).toThrow(
      /cannot say what it is as JSON Schema.*\n.*beside the schema/s,
    );
  });

  it('of JSON stands alone', () => {
    expect(() => typeOf({ type: () => String, schema: { type: 'string' } })).toThrow(ClassFieldError);
  });
});

describe('a default', () => {
  it('is copied for every use when it is a list or an object', () => {
    class Ticket {
      @InputField({ items: () => String, default: ['a'] }) readonly tags!: string[];
      @OutputField() team!: string;
    }

    const make = signatureOf(Ticket).field('tags')!.default as () => string[];
    make().push('b');
    expect(make()).toEqual(['a']);
  });

  it('is kept as it is otherwise', () => {
    const now = () => new Date(0);
    class Ticket {
      @InputField({ default: 'en' }) readonly language!: string;
      @InputField({ default: now }) readonly when!: Date;
      @InputField({ type: 'string | null', default: null }) readonly note!: string | null;
      @OutputField() team!: string;
    }

    const signature: SignatureDescription = signatureOf(Ticket);
    expect(signature.inputFields.map((field) => field.default)).toEqual(['en', now, null]);
  });
});
