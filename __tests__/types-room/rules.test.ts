import {
  ArrayMaxSize,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  Length,
  Matches,
  Max,
  Min,
  MinLength,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { Type } from 'class-transformer';
import { rulesOf, validateInstance } from '../../src/types';
import { keywordsOf } from '../../src/types/rules/rule-keywords';
import { wordsOf } from '../../src/types/rules/rule-words';

class Item {
  @MinLength(2) sku!: string;
}

class Base {
  @Min(0) @Max(9) count!: number;
}

class Order extends Base {
  @IsEmail() email!: string;
  @MinLength(2, { each: true }) @ArrayMaxSize(2) tags!: string[];
  @ValidateNested({ each: true }) @Type(() => Item) items!: Item[];
  @IsOptional() @IsInt() size?: number;
  @ValidateBy({
    name: 'isLucky',
    validator: { validate: async (value) => value === 7, defaultMessage: () => 'must be lucky' },
  })
  lucky!: number;
  plain!: string;
}

class Free {
  any!: string;
}

const VALID = { count: 1, email: 'a@b.co', tags: ['ab'], items: [], lucky: 7 };
const check = (values: object) =>
  validateInstance(
    Order,
    { ...VALID, ...values },
    { properties: ['count', 'email', 'tags', 'items', 'size', 'lucky'] },
  );

describe('rulesOf', () => {
  it('gives inherited and own rules in words and keywords', () => {
    expect(rulesOf(Order, 'count').map(({ words, keywords }) => [words, keywords])).toEqual([
      ['must be at least 0', { minimum: 0 }],
      ['must be at most 9', { maximum: 9 }],
    ]);
  });

  it('tells rules for items from rules for the list', () => {
    expect(new Map(rulesOf(Order, 'tags').map(({ name, each }) => [name, each]))).toEqual(
      new Map([
        ['minLength', true],
        ['arrayMaxSize', false],
      ]),
    );
  });

  it('has words for a rule of the user', () => {
    expect(rulesOf(Order, 'lucky')).toMatchObject([{ words: 'must pass the rule "lucky"', keywords: {} }]);
  });

  it('gives nothing where there is nothing', () => {
    expect([rulesOf(Order, 'plain'), rulesOf(Free, 'any')]).toEqual([[], []]);
  });

  it.each([
    ['a pattern', Matches(/^a+$/), { pattern: '^a+$' }],
    ['a pattern with flags, which a schema cannot say', Matches(/^a+$/i), {}],
    ['a length', Length(1, 3), { minLength: 1, maxLength: 3 }],
    ['a list', IsIn(['a', 'b']), { enum: ['a', 'b'] }],
  ])('writes %s as keywords', (_, decorator, keywords) => {
    class Sample {
      value!: string;
    }
    decorator(Sample.prototype, 'value');
    expect(rulesOf(Sample, 'value')[0]?.keywords).toEqual(keywords);
  });
});

describe('validateInstance', () => {
  it('finds nothing wrong with what is right', async () => {
    expect(await check({})).toEqual([]);
  });

  it.each([
    ['an own rule', { email: 'nobody' }, 'email'],
    ['an inherited rule', { count: -1 }, 'count'],
    ['a rule for items', { tags: ['a'] }, 'tags'],
    ['a nested rule', { items: [Object.assign(new Item(), { sku: 'x' })] }, 'items[0].sku'],
    ['an asynchronous rule of the user', { lucky: 8 }, 'lucky'],
  ])('finds %s broken, with its path', async (_, values, path) => {
    expect((await check(values)).map((issue) => issue.path)).toEqual([path]);
  });

  it.each([[[[]]], [[null]], [[['x']]], [{ sku: 'ab' }]])(
    'never fails at a nested value of another kind: %j',
    async (items) => {
      const issues = await check({ items });
      expect(issues.every(({ path }) => path.startsWith('items'))).toBe(true);
    },
  );

  it('accepts a class without rules', async () => {
    expect(await validateInstance(Free, { any: 'x' }, { properties: ['any'] })).toEqual([]);
  });
});

describe('words and keywords', () => {
  const all = Object.entries(jest.requireActual<Record<string, unknown>>('class-validator'))
    .filter(([key, value]) => /^[A-Z][A-Z0-9_]+$/.test(key) && typeof value === 'string')
    .map(([, name]) => name as string)
    .filter((name) => name !== 'isOptional');

  it.each(all)('are there for %s', (name) => {
    const record = {
      property: 'p',
      name,
      constraints: /date/i.test(name) ? [new Date(0)] : [1, 2],
      each: false,
    };
    expect(wordsOf(record)).toMatch(/^must /);
    expect(wordsOf(record)).not.toContain('must pass the rule');
  });

  it('use the message of a rule of the user', () => {
    class Sample {
      @ValidateBy(
        { name: 'isEven', constraints: [2], validator: { validate: () => true } },
        { message: '$property must be divisible by $constraint1' },
      )
      value!: number;
      @ValidateBy({ name: 'isOdd', validator: { validate: () => true } }, { message: '$value is not odd' })
      other!: number;
    }
    expect(rulesOf(Sample, 'value')[0]?.words).toBe('value must be divisible by 2');
    expect(rulesOf(Sample, 'other')[0]?.words).toBe('must pass the rule "odd"');
  });

  it('write a text as a pattern of itself', () => {
    const { keywords } = {
      keywords: keywordsOf({ property: 'p', name: 'contains', constraints: ['a.b-c/d['], each: false }),
    };
    expect(new RegExp(String(keywords['pattern']), 'u').test('xa.b-c/d[')).toBe(true);
    expect(new RegExp(String(keywords['pattern']), 'u').test('xaxb-c/d[')).toBe(false);
  });
});
