import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JSONAdapter } from '../../src/adapters';
import * as decorators from '../../src/decorators';
import { DspyError } from '../../src/errors';
import { fieldsOf, type AnyClass } from '../../src/metadata';
import { Predict } from '../../src/modules';
import { signatureOf } from '../../src/signatures';
import { type Constructor, toJsonSchema } from '../../src/types';
import { MockLM } from '../../src/testing';
import { compilers, runSources } from '../support/compile-source';
import { itShows } from '../support/report-cases';

const dspex = { ...decorators };
const adapter = new JSONAdapter();
const fixture = (name: string): string =>
  readFileSync(join(__dirname, '..', 'compilers', 'fixtures', `${name}.ts`), 'utf8');

const compiled = (compiler: string, body: string): Record<string, Constructor> => {
  const file = `import { InputField, OutputField, Signature } from 'dspex';\n${body}`;
  return runSources(compilers[compiler]!, { file }, { dspex })('./file') as Record<string, Constructor>;
};

const answers = async (constructor: Constructor, reply: string): Promise<object> =>
  (await new Predict(constructor as never).call({ q: 'x' } as never, {
    lm: new MockLM([reply]),
    adapter,
  })) as object;

describe.each(Object.keys(compilers))('an explicit option, compiled by %s', (compiler) => {
  itShows<{ source: string; replies: string[] }>(
    'b009b',
    'wins over metadata',
    async ({ source, replies }) => {
      const { S } = compiled(
        compiler,
        `export class S { @InputField({ type: () => String }) readonly q!: string;\n${source} }`,
      );
      const { type } = signatureOf(S as never).field('note' as never)!;
      expect(JSON.stringify(toJsonSchema(type))).toMatch(/"null"/);
      expect(JSON.stringify(toJsonSchema(type))).toMatch(/"string"/);
      expect(await answers(S!, replies[0]!)).toMatchObject({ note: null });
      expect(await answers(S!, replies[1]!)).toMatchObject({ note: 'x' });
    },
  );

  itShows('b009b', 'wins for numbers, dates, lists, enums and optional fields too', async () => {
    const { S } = compiled(
      compiler,
      `export class S {
        @InputField({ type: () => String }) readonly q!: string;
        @OutputField({ type: 'integer', nullable: true }) count!: number | null;
        @OutputField({ type: () => Date, nullable: true }) when!: Date | null;
        @OutputField({ items: () => String, nullable: true }) tags!: string[] | null;
        @OutputField({ enum: ['a', 'b'], nullable: true }) kind!: 'a' | 'b' | null;
        @OutputField({ type: () => Number, optional: true }) extra?: number;
      }`,
    );
    expect(await answers(S!, '{"count":null,"when":null,"tags":null,"kind":null}')).toMatchObject({
      count: null,
      when: null,
      tags: null,
      kind: null,
    });
    expect(
      await answers(S!, '{"count":3,"when":"2026-05-10T00:00:00Z","tags":["t"],"kind":"b","extra":1.5}'),
    ).toMatchObject({ count: 3, when: new Date('2026-05-10T00:00:00Z'), tags: ['t'], kind: 'b', extra: 1.5 });
  });

  itShows<{ reply: string }>(
    'b014',
    'is not needed, or its absence is an error with the field',
    async ({ reply }) => {
      const sources = Object.fromEntries(
        ['address', 'hinted', 'explicit'].map((name) => [name, fixture(name)]),
      );
      const requireIt = runSources(compilers[compiler]!, sources, { dspex });
      const { Address } = requireIt('./address') as { Address: Constructor };
      for (const name of ['hinted', 'explicit'] as const) {
        const [constructor] = Object.values(requireIt(`./${name}`)) as Constructor[];
        const answer: unknown = await answers(constructor!, reply).catch((error: unknown) => error);
        if (answer instanceof Error) {
          expect(name).toBe('hinted');
          expect(answer).toBeInstanceOf(DspyError);
          expect(answer.message).toMatch(/Hinted\.q is unknown[^]*type: \(\) => String/);
        } else {
          expect((answer as { when: unknown }).when).toBeInstanceOf(Date);
          expect((answer as { to: unknown }).to).toBeInstanceOf(Address);
        }
      }
    },
  );
});

describe.each(Object.keys(compilers))('the fields of related classes, compiled by %s', (compiler) => {
  itShows('b011', 'stay with the class that declares them', () => {
    const { Base, Child, Sibling, GrandChild } = compiled(
      compiler,
      `export class Base { @InputField({ type: () => String, desc: 'base' }) readonly a!: string }
       export class Child extends Base {
         @OutputField({ type: () => String }) b!: string;
         @InputField({ type: () => String, desc: 'child' }) readonly a!: string;
       }
       export class Sibling extends Base { @OutputField({ type: () => String }) c!: string }
       export class GrandChild extends Child { @OutputField({ type: () => String }) d!: string }`,
    );
    const described = (constructor: unknown): string[] =>
      fieldsOf(constructor as AnyClass).map(({ record }) => `${record.name}: ${record.desc ?? ''}`);
    // Read in an order that would show state left behind by an earlier reading.
    for (const _ of [1, 2]) {
      expect(described(GrandChild)).toEqual(['a: child', 'b: ', 'd: ']);
      expect(described(Sibling)).toEqual(['a: base', 'c: ']);
      expect(described(Child)).toEqual(['a: child', 'b: ']);
      expect(described(Base)).toEqual(['a: base']);
    }
    expect(signatureOf(Sibling as never).field('a' as never)?.desc).toBe('base');
    expect(signatureOf(GrandChild as never).field('a' as never)?.desc).toBe('child');
  });
});

describe.each([
  ['author', 'book'],
  ['book', 'author'],
])('classes that refer to each other, %s first', (first, second) => {
  itShows('b010', 'load, have finite schemas, and are made whole from JSON', async () => {
    const sources = { author: fixture('author'), book: fixture('book') };
    for (const compile of Object.values(compilers)) {
      const requireIt = runSources(compile, sources, { dspex });
      const { Author, Book } = { ...requireIt(`./${first}`), ...requireIt(`./${second}`) } as Record<
        string,
        Constructor
      >;
      class Find {
        @decorators.InputField() readonly q!: string;
        @decorators.OutputField({ type: () => Author! }) author!: object;
      }
      const schema = JSON.stringify(signatureOf(Find).outputSchema());
      expect(schema).toMatch(/"\$ref":"#\/\$defs\/Author"/);
      expect(schema).toMatch(/"\$ref":"#\/\$defs\/Book"/);
      const reply = '{"author":{"name":"A","books":[{"title":"T","author":null}]}}';
      const { author } = (await answers(Find, reply)) as { author: { books: object[] } };
      expect(author).toBeInstanceOf(Author);
      expect(author.books[0]).toBeInstanceOf(Book);
    }
  });
});
