import ts from 'typescript';

/** Where a name is documented, from the page that is written; undefined for one that is not exported. */
export type LinkTo = (name: string) => string | undefined;

/** The docstring of a symbol as Markdown: the text, then its tags. */
export function printDocs(symbol: ts.Symbol, linkTo: LinkTo): string {
  const { text, tags } = docsOf(symbol);
  return [withLinks(text, linkTo), ...tags.map((tag) => printTag(tag, linkTo))]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The docstrings of the members of a class or an interface, as a list. What is inherited is told where it comes from. */
export function printMembers(symbol: ts.Symbol, linkTo: LinkTo): string {
  const members = [...(symbol.members?.values() ?? []), ...(symbol.exports?.values() ?? [])];
  return members
    .filter(isShown)
    .map((member) => printMember(member, linkTo))
    .join('\n');
}

function printMember(member: ts.Symbol, linkTo: LinkTo): string {
  const { text, tags } = docsOf(member);
  const facts = tags.flatMap(({ name, text: value }) => {
    if (name === 'default') return [`Default: ${withLinks(value, linkTo)}.`];
    return name === 'throws' ? [`Throws ${withLinks(value, linkTo)}`] : [];
  });
  return `- \`${member.name}\`: ${[withLinks(text, linkTo), ...facts].join(' ').trim().replaceAll(/\s+/g, ' ')}`;
}

function isShown(member: ts.Symbol): boolean {
  const documented = (member.declarations ?? []).filter(
    (node) => ts.getJSDocCommentsAndTags(node).length > 0,
  );
  const [declaration] = documented;
  if (declaration === undefined || ts.isParameter(declaration) || ts.isConstructorDeclaration(declaration))
    return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
  const name = ts.getNameOfDeclaration(declaration);
  const isInternal = docsOf(member).tags.some((tag) => tag.name === 'internal');
  return (
    !isInternal &&
    (ts.getCombinedModifierFlags(declaration) & hidden) === 0 &&
    name !== undefined &&
    ts.isIdentifier(name)
  );
}

interface Tag {
  readonly name: string;
  readonly text: string;
}

interface Docs {
  readonly text: string;
  readonly tags: readonly Tag[];
}

/** The docstrings as they are written: what the compiler makes of `@throws {@link X}` loses the link. */
function docsOf(symbol: ts.Symbol): Docs {
  const nodes = (symbol.declarations ?? [])
    .flatMap((node) => ts.getJSDocCommentsAndTags(node))
    .filter(ts.isJSDoc);
  const docs = [...new Set(nodes)].map(partsOf);
  return {
    text: docs
      .map(({ text }) => text)
      .join('\n\n')
      .trim(),
    tags: docs.flatMap(({ tags }) => tags),
  };
}

/** Lower case: an example may begin a line with a decorator. */
const TAG = /^(?=@[a-z]+\b)/m;

function partsOf(doc: ts.JSDoc): Docs {
  const inner = doc
    .getText()
    .replace(/^\/\*\*[ \t]*\n?/, '')
    .replace(/\s*\*\/$/, '')
    .replaceAll(/^[ \t]*\* ?/gm, '');
  const [text = '', ...tags] = inner.split(TAG);
  return {
    text: text.trim(),
    tags: tags.map((tag) => {
      const [, name = '', rest = ''] = /^@(\w+)\s*([\s\S]*)$/.exec(tag) ?? [];
      return { name, text: rest.trim() };
    }),
  };
}

function printTag({ name, text }: Tag, linkTo: LinkTo): string {
  const value = withLinks(text.trim(), linkTo);
  switch (name) {
    case 'param': {
      const [, parameter = '', rest = ''] = /^(\S+)\s*([\s\S]*)$/.exec(value) ?? [];
      return rest === '' ? '' : `- \`${parameter}\`: ${rest}`;
    }
    case 'returns':
      return `Returns ${value}`;
    case 'throws':
      return `Throws ${value}`;
    case 'example':
      return value.replaceAll(/^```ts$/gm, '```typescript');
    case 'default':
      return `Default: ${value}.`;
    case 'remarks':
      return value;
    default:
      return '';
  }
}

function withLinks(text: string, linkTo: LinkTo): string {
  return text.replaceAll(/\{@link\s+([^}|]+?)(?:\s*\|[^}]*)?\}/g, (_, name: string) => {
    const target = linkTo(name);
    return target === undefined ? `\`${name}\`` : `[\`${name}\`](${target})`;
  });
}
