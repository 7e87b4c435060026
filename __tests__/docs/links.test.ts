import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { docPages, ROOT } from '../support/doc-pages';

const PAGES = [
  ...docPages().map(({ path }) => path),
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'examples/README.md',
  'examples/quickstart/data/README.md',
];

const textOf = (path: string): string =>
  readFileSync(join(ROOT, path), 'utf8').replace(/^```.*?^```$/gms, '');

/** The anchors of a page, as GitHub makes them from its headings. */
function anchorsOf(path: string): Set<string> {
  const seen = new Map<string, number>();
  const anchors = [...textOf(path).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = '']) => {
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}_\- ]/gu, '')
      .trim()
      .replaceAll(' ', '-');
    const count = seen.get(slug) ?? 0;
    seen.set(slug, count + 1);
    return count === 0 ? slug : `${slug}-${count}`;
  });
  return new Set(anchors);
}

/** Why a target of a page's link leads nowhere, if so. */
function faultOf(target: string, page: string): string | undefined {
  const [file = '', anchor] = target.split('#', 2);
  const path = file === '' ? page : posix.join(posix.dirname(page), decodeURIComponent(file));
  if (!existsSync(join(ROOT, path))) return `${target}: no such file`;
  if (anchor === undefined) return undefined;
  if (!path.endsWith('.md') || statSync(join(ROOT, path)).isDirectory())
    return `${target}: no page with headings`;
  return anchorsOf(path).has(anchor) ? undefined : `${target}: no such heading`;
}

function deadLinks(page: string): string[] {
  return [...textOf(page).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => faultOf(target, page))
    .filter((fault) => fault !== undefined);
}

describe('the links between the pages', () => {
  it.each(PAGES)('of %s lead somewhere, to the heading', (path) => {
    expect(deadLinks(path)).toEqual([]);
  });

  it('are seen to be dead when they are', () => {
    const page = 'docs/guide/04-evaluation.md';
    expect(faultOf('02-nothing.md', page)).toContain('no such file');
    expect(faultOf('../from-dspy.md#nowhere', page)).toContain('no such heading');
    expect(faultOf('../../README.md#compile-it', page)).toBeUndefined();
  });
});
