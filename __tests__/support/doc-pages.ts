import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The root of the repository. */
export const ROOT = join(__dirname, '..', '..');

/** A Markdown page whose TypeScript fences, in order, are one program. */
export interface DocPage {
  /** Path from the root, such as `docs/guide/01-first-program.md`. */
  readonly path: string;
  /** The program, or undefined where the page has no TypeScript. */
  readonly program?: string;
  /** False when a fence is marked `no-run`: it needs a key or a server, so it is only type-checked. */
  readonly runs: boolean;
  /** Whether a fence is marked `needs-python`. */
  readonly needsPython: boolean;
}

/** README.md, llms.txt and every page under docs/. */
export function docPages(): DocPage[] {
  const paths = ['README.md', 'llms.txt', ...markdownUnder(join(ROOT, 'docs'))];
  return paths.map((path) => readPage(path));
}

/** Writes the page's program where the compiler and jest find the project's packages; gives the file. */
export function writeProgram(page: DocPage): string {
  const file = join(
    ROOT,
    '.cache',
    'docs',
    page.path.replace(/\.(?:md|txt)$/, '.ts').replaceAll(/[/\\]/g, '-'),
  );
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, page.program ?? '');
  return file;
}

function markdownUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => relative(ROOT, join(folder, name)))
    .sort();
}

function readPage(path: string): DocPage {
  const fences = [...readFileSync(join(ROOT, path), 'utf8').matchAll(/^```ts([^\n]*)\n(.*?)^```$/gms)];
  if (fences.length === 0) return { path, runs: false, needsPython: false };
  const isMarked = (mark: string): boolean => fences.some(([, info = '']) => info.includes(mark));
  const [runs, needsPython] = [!isMarked('no-run'), isMarked('needs-python')];
  return { path, program: programOf(fences.map(([, , body = '']) => body)), runs, needsPython };
}

/** Imports go to the top, each name once; the rest runs inside one async function, so that fences may await. */
function programOf(bodies: readonly string[]): string {
  const others = new Set<string>();
  const named = new Map<string, Set<string>>();
  const statements = bodies.map((body) =>
    body.replace(/^import [^;]*;\n/gm, (line) => {
      const [, names, from = ''] = /^import \{([^}]*)\} from '([^']+)'/.exec(line) ?? [];
      if (names === undefined) others.add(line.trim());
      else {
        const known = named.get(from) ?? new Set<string>();
        named.set(from, known);
        for (const name of names.split(',')) if (name.trim() !== '') known.add(name.trim());
      }
      return '';
    }),
  );
  const imports = [...named].map(([from, names]) => `import { ${[...names].join(', ')} } from '${from}';`);
  return [
    ...others,
    ...imports,
    'export async function main(): Promise<void> {',
    ...statements,
    '}',
    '',
  ].join('\n');
}
