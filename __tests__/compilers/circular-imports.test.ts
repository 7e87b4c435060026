import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import * as decorators from '../../src/decorators';
import { signatureOf } from '../../src/signatures';
import { type Constructor, type ObjectType, revive, toJsonSchema } from '../../src/types';
import { compilers, runSources } from '../support/compile-source';

const sources = Object.fromEntries(
  ['author', 'book'].map((name) => [name, readFileSync(join(__dirname, 'fixtures', `${name}.ts`), 'utf8')]),
);

const orders = [['author', 'book'] as const, ['book', 'author'] as const];

describe.each(orders)('classes of files that import each other, %s first', (first, second) => {
  it.each(Object.keys(compilers))('load as CommonJS, compiled by %s', (compiler) => {
    const requireIt = runSources(compilers[compiler]!, sources, { dspex: decorators });
    const loaded = { ...requireIt(`./${first}`), ...requireIt(`./${second}`) };

    expectBothDescribed(loaded as Record<'Author' | 'Book', Constructor>);
  });

  it('load as modules', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dspex-circular-'));
    for (const [name, source] of Object.entries(sources)) {
      writeFileSync(join(folder, `${name}.mjs`), asModule(source));
    }
    // The decorators are not what is tested here, only that evaluating the classes touches nothing too early.
    writeFileSync(join(folder, 'dspex.mjs'), 'export const OutputField = () => () => {};');
    const load = `import('./${first}.mjs').then(() => import('./${second}.mjs')).then(() => console.log('loaded'))`;
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', load], {
      cwd: folder,
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });

    expect([stdout.trim(), stderr]).toEqual(['loaded', '']);
  });
});

function expectBothDescribed({ Author, Book }: Record<'Author' | 'Book', Constructor>): void {
  const books = signatureOf(Author).field('books' as never)!.type;
  const json = [{ title: 'T', author: null }];

  const revivedBooks = revive(books, json) as { readonly author: unknown }[];
  expect(revivedBooks[0]).toBeInstanceOf(Book);
  expect(revivedBooks[0]?.author).toBeNull();

  const author = signatureOf(Book).field('author' as never)!.type;
  const [person] = (author as { readonly options: readonly ObjectType[] }).options;
  expect(revive(author, { name: 'A', books: json })).toBeInstanceOf(Author);
  expect(JSON.stringify(toJsonSchema(person!))).toMatch(/"\$ref":"#\/\$defs\/Book"/);
  expect(JSON.stringify(toJsonSchema(books))).toMatch(/"\$ref":"#\/\$defs\/Author"/);
}

function asModule(source: string): string {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
      useDefineForClassFields: false,
    },
  });
  return outputText.replace(/from '(\.\/)?(\w+)'/g, "from './$2.mjs'");
}
