import type { ApiEntry, ApiSurface } from './read-surface';
import { printDeclarations } from './print-declaration';
import { printDocs, printMembers, type LinkTo } from './print-docs';

/** Writes the pages of the reference: their names and texts. */
export function writePages({ entries, checker }: ApiSurface): ReadonlyMap<string, string> {
  const pages = [...new Set(entries.map(({ page }) => page))].sort();
  const anchors = anchorsOf(entries);
  const texts = new Map<string, string>([['README.md', indexPage(pages, entries, anchors)]]);
  for (const page of pages) {
    const linkTo: LinkTo = (name) => {
      const place = anchors.get(name);
      return place?.startsWith(`${page}.md`) ? place.slice(page.length + 3) : place;
    };
    const sections = entries
      .filter((entry) => entry.page === page)
      .map((entry) => section(entry, checker, linkTo));
    texts.set(`${page}.md`, [`# ${titleOf(page)}`, NOTE, ...sections, ''].join('\n\n'));
  }
  return texts;
}

const NOTE = '_Written from the docstrings by `npm run docs:api`; do not edit. [All names](README.md)._';

/** The place of each name: headings that differ in case alone are counted, as GitHub does. */
function anchorsOf(entries: readonly ApiEntry[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  return new Map(
    entries.map(({ name, page }) => {
      const slug = name.toLowerCase();
      const count = counts.get(`${page}#${slug}`) ?? 0;
      counts.set(`${page}#${slug}`, count + 1);
      return [name, `${page}.md#${slug}${count === 0 ? '' : `-${count}`}`];
    }),
  );
}

function titleOf(page: string): string {
  return page.startsWith('dspex-') ? `dspex/${page.slice('dspex-'.length)}` : page;
}

function section({ name, symbol }: ApiEntry, checker: ApiSurface['checker'], linkTo: LinkTo): string {
  const parts = [
    `## ${name}`,
    `\`\`\`typescript\n${printDeclarations(symbol, checker)}\n\`\`\``,
    printDocs(symbol, linkTo),
    printMembers(symbol, linkTo),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function indexPage(
  pages: readonly string[],
  entries: readonly ApiEntry[],
  anchors: ReadonlyMap<string, string>,
): string {
  const lists = pages.map((page) => {
    const names = entries
      .filter((entry) => entry.page === page)
      .map(({ name }) => `[\`${name}\`](${anchors.get(name)})`);
    return `## [${titleOf(page)}](${page}.md)\n\n${names.join(', ')}`;
  });
  const intro =
    'Every name that the package exports: what `dspex` exports by room, then what the subpaths export beside it. Written from the ' +
    'docstrings by `npm run docs:api`; do not edit. To learn, read [the guide](../README.md).';
  return ['# API reference', intro, ...lists, ''].join('\n\n');
}
