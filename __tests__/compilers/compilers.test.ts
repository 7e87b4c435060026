import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as decorators from '../../src/decorators';
import { signatureOf, UnknownFieldTypeError } from '../../src/signatures';
import { type Constructor, revive } from '../../src/types';
import { type Compile, compilers, compilersOf, runSources } from '../support/compile-source';
import { Address } from './fixtures/address';
import { Explicit } from './fixtures/explicit';
import { Hinted } from './fixtures/hinted';

const sources = Object.fromEntries(
  ['address', 'author', 'book', 'explicit', 'hinted', 'type-only', 'validated'].map((name) => [
    name,
    readFileSync(join(__dirname, 'fixtures', `${name}.ts`), 'utf8'),
  ]),
);

const reply: Readonly<Record<string, unknown>> = { when: '2026-05-10T00:00:00Z', to: { city: 'X' } };

const withMetadata = Object.keys(compilers).filter((name) => name.includes('with metadata'));
const withoutMetadata = Object.keys(compilers).filter((name) => !name.includes('with metadata'));

function load(compile: Compile, file: string): Record<string, Constructor> {
  return runSources(compile, sources, { dspex: decorators })(`./${file}`) as Record<string, Constructor>;
}

function revived(constructor: Constructor, name: string): unknown {
  return revive(signatureOf(constructor).field(name as never)!.type, reply[name]);
}

describe('one source', () => {
  it.each(Object.keys(compilers))('means the same when its types are given: %s', (compiler) => {
    const requireIt = runSources(compilers[compiler]!, sources, { dspex: decorators });
    const { Explicit: Compiled } = requireIt('./explicit') as { Explicit: Constructor };
    const { Address: Nested } = requireIt('./address') as { Address: Constructor };

    expect(revived(Compiled, 'when')).toBeInstanceOf(Date);
    expect(revived(Compiled, 'to')).toBeInstanceOf(Nested);
    expect(signatureOf(Compiled).toString()).toBe('q -> when, to');
  });

  it.each(withMetadata)('means the same when its types are left to %s', (compiler) => {
    const requireIt = runSources(compilers[compiler]!, sources, { dspex: decorators });
    const { Hinted: Compiled } = requireIt('./hinted') as { Hinted: Constructor };
    const { Address: Nested } = requireIt('./address') as { Address: Constructor };

    expect(revived(Compiled, 'when')).toBeInstanceOf(Date);
    expect(revived(Compiled, 'to')).toBeInstanceOf(Nested);
  });

  it.each(withoutMetadata)('is an error with a fix when its types are left to %s', (compiler) => {
    const { Hinted: Compiled } = load(compilers[compiler]!, 'hinted');

    expect(() => signatureOf(Compiled!)).toThrow(UnknownFieldTypeError);
    expect(() => signatureOf(Compiled!)).toThrow(
      /^The type of Hinted\.q is unknown: the compiler emitted no metadata.*\nFix: .*@InputField\(\{ type: \(\) => String \}\)/s,
    );
  });

  it('means the same under ts-jest with isolatedModules', () => {
    for (const constructor of [Explicit, Hinted]) {
      expect(revived(constructor, 'when')).toBeInstanceOf(Date);
      expect(revived(constructor, 'to')).toBeInstanceOf(Address);
    }
  });

  it.each(Object.keys(compilers))('is an error when a class comes from `import type`: %s', (compiler) => {
    const { TypeOnly } = load(compilers[compiler]!, 'type-only');

    expect(() => signatureOf(TypeOnly!)).toThrow(
      /^The type of TypeOnly\.to is unknown: .*\nFix: .*type: \(\) =>/s,
    );
  });

  it.each(compilersOf('legacy'))('means the same when class-validator says the types: %s', (compiler) => {
    const { Validated } = load(compilers[compiler]!, 'validated');
    const signature = signatureOf(Validated!);

    expect(signature.fields.map(({ name, type, optional }) => [name, type.kind, optional])).toEqual([
      ['q', 'string', false],
      ['team', 'enum', false],
      ['confidence', 'number', false],
      ['count', 'integer', false],
      ['when', 'date', false],
      ['tags', 'array', false],
      ['note', 'string', true],
    ]);
  });
});
