import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A name that the package exports. */
export interface ApiEntry {
  readonly name: string;
  /** Where it is documented: a room of the main entry, or a subpath. */
  readonly page: string;
  readonly symbol: ts.Symbol;
}

/** What the package exports, and what reads it. */
export interface ApiSurface {
  readonly entries: readonly ApiEntry[];
  readonly checker: ts.TypeChecker;
}

/** The entries of the package, as they are built: the subpath, empty for the main one, and its file. */
function doorsOf(root: string): readonly (readonly [subpath: string, file: string])[] {
  const config = readFileSync(join(root, 'tsdown.config.mts'), 'utf8');
  return [...config.matchAll(/^ +'?([\w-]+)'?: '(src\/[\w/-]*index\.ts)',$/gm)].map(
    ([, name = '', file = '']) => [name === 'index' ? '' : name, file],
  );
}

/** Reads the exports of all entries of the package; a name is listed where it is met first. */
export function readSurface(root: string): ApiSurface {
  const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config as {
    compilerOptions: object;
  };
  const { options } = ts.convertCompilerOptionsFromJson(
    { ...config.compilerOptions, paths: {}, types: ['node'] },
    root,
  );
  const doors = doorsOf(root);
  const program = ts.createProgram(
    doors.map(([, file]) => join(root, file)),
    { ...options, noEmit: true },
  );
  const checker = program.getTypeChecker();
  const seen = new Set<ts.Symbol>();
  const entries = doors.flatMap(([subpath, file]) => {
    const source = program.getSourceFile(join(root, file));
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${file} exports nothing.`);
    return checker.getExportsOfModule(module).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (seen.has(symbol)) return [];
      seen.add(symbol);
      const page = subpath === '' ? roomOf(root, symbol) : `dspex-${subpath}`;
      return [{ name: exported.name, page, symbol }];
    });
  });
  return { checker, entries: entries.sort((left, right) => (left.name < right.name ? -1 : 1)) };
}

function roomOf(root: string, symbol: ts.Symbol): string {
  const file = symbol.declarations?.[0]?.getSourceFile().fileName ?? '';
  return relative(join(root, 'src'), file).split(/[\\/]/)[0] ?? '';
}
