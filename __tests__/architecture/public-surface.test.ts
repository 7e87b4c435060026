import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../support/doc-pages';

const DOORS = [
  'src/index.ts',
  'src/testing/index.ts',
  'src/cli/index.ts',
  'src/datasets/index.ts',
  'src/retrievers/backends/index.ts',
  'src/distributed/index.ts',
  'src/web/index.ts',
  'src/python/index.ts',
  'src/nestjs/index.ts',
  'src/jest/index.ts',
];

const program = ts.createProgram(
  DOORS.map((door) => join(ROOT, door)),
  {
    ...ts.convertCompilerOptionsFromJson(
      {
        target: 'es2022',
        module: 'esnext',
        moduleResolution: 'bundler',
        strict: true,
        experimentalDecorators: true,
        skipLibCheck: true,
        types: ['node'],
      },
      ROOT,
    ).options,
    noEmit: true,
  },
);
const checker = program.getTypeChecker();

/** What a door exports: name → the symbol behind it. */
function exportsOf(door: string): Map<string, ts.Symbol> {
  const file = program.getSourceFile(join(ROOT, door));
  const module = file && checker.getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${door} exports nothing`);
  const entries = checker
    .getExportsOfModule(module)
    .map((symbol): [string, ts.Symbol] => [
      symbol.name,
      symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol,
    ]);
  return new Map(entries.sort(([left], [right]) => (left < right ? -1 : 1)));
}

const isDocumented = (symbol: ts.Symbol): boolean => symbol.getDocumentationComment(checker).length > 0;

/** Public members a user meets on an exported class or interface. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  const members = [...(symbol.members?.values() ?? [])];
  return members.filter((member) => {
    const declaration = member.declarations?.[0];
    if (declaration === undefined || !ts.isPropertySignature(declaration)) return false;
    return ts.isInterfaceDeclaration(declaration.parent) && declaration.parent.name.text.endsWith('Options');
  });
}

describe.each(DOORS)('%s', (door) => {
  const symbols = exportsOf(door);

  it('exports what it is known to export', () => {
    expect([...symbols.keys()]).toMatchSnapshot();
  });

  it('documents every export', () => {
    expect([...symbols].filter(([, symbol]) => !isDocumented(symbol)).map(([name]) => name)).toEqual([]);
  });

  it('documents every option', () => {
    const bare = [...symbols].flatMap(([name, symbol]) =>
      membersOf(symbol)
        .filter((member) => !isDocumented(member))
        .map((member) => `${name}.${member.name}`),
    );
    expect(bare).toEqual([]);
  });
});
