import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { docPages, ROOT } from '../support/doc-pages';

const PAGES = [
  ...docPages().map(({ path }) => path),
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'examples/README.md',
];

/** Targets of the page's relative links that lead nowhere. */
function deadLinks(path: string): string[] {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.split('#', 1)[0] as string)
    .filter((target) => target !== '' && !/^[a-z]+:/.test(target))
    .filter((target) => !existsSync(join(ROOT, dirname(path), target)));
}

describe('the links between the pages', () => {
  it.each(PAGES)('of %s lead somewhere', (path) => {
    expect(deadLinks(path)).toEqual([]);
  });
});
