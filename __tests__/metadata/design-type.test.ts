import { runInNewContext } from 'node:vm';
import { builtInName, designTypeOf } from '../../src/metadata';

function Reflected(_target: object, _property: string): void {
  // Any decorator at all makes the compiler emit the types.
}

class Address {}

class Everything {
  @Reflected text!: string;
  @Reflected count!: number;
  @Reflected when!: Date;
  @Reflected big!: bigint;
  @Reflected to!: Address;
  @Reflected list!: string[];
  @Reflected map!: Map<string, number>;
  @Reflected set!: Set<string>;
  @Reflected either!: string | number;
  @Reflected site!: URL;
  @Reflected pattern!: RegExp;
  bare!: string;
}

describe('designTypeOf', () => {
  it.each([
    ['text', String],
    ['count', Number],
    ['when', Date],
    ['big', BigInt],
    ['to', Address],
  ])('trusts what the compiler says about %s', (property, hint) => {
    expect(designTypeOf(Everything, property).hint).toBe(hint);
  });

  it.each([
    ['list', 'array', /items of an array/],
    ['map', 'map', /what a Map holds/],
    ['set', 'set', /what a Set holds/],
    ['either', 'object', /erased its type to Object/],
    ['site', 'other', /a URL cannot be written as JSON/],
    ['pattern', 'other', /a RegExp cannot be written as JSON/],
    ['bare', 'nothing', /emitted no metadata/],
  ])('distrusts what it says about %s', (property, erased, reason) => {
    expect(designTypeOf(Everything, property)).toEqual({ erased, reason: expect.stringMatching(reason) });
  });

  it('says so when the class did not exist yet', () => {
    class Late {}
    Reflect.defineMetadata('design:type', undefined, Late.prototype, 'other');

    expect(designTypeOf(Late, 'other').reason).toMatch(/not defined yet/);
  });

  it('does not take the type of a base class for that of a property declared again', () => {
    class Base {
      @Reflected value!: string;
    }
    class Child extends Base {
      declare value: string;
    }

    expect(designTypeOf(Child, 'value').erased).toBe('nothing');
  });
});

describe('builtInName', () => {
  it('knows the classes of other realms', () => {
    expect(builtInName(runInNewContext('Date'))).toBe('Date');
  });

  it('takes a class behind a Proxy for a class of a program', () => {
    expect(builtInName(new Proxy(Address, {}))).toBeUndefined();
  });
});
