/** What finds and disarms the tags of some names. */
export interface Tags {
  /** Text in which none of the tags can be found: a backslash goes before the name. */
  neutralized(text: string): string;
  /** Undoes {@link Tags.neutralized}. */
  restored(text: string): string;
  /** The tags in a text, in order. */
  find(text: string): FoundTag[];
}

/** A tag in a text. */
export interface FoundTag {
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  readonly start: number;
  /** Where the text behind it begins. */
  readonly end: number;
  /** Whether nothing stands before it in its line. */
  readonly isFirst: boolean;
}

/** Tags of these names, in any case and with any space inside. */
export function tagsOf(names: Iterable<string>): Tags {
  const exact = [...new Set(names)];
  const byKey = new Map(exact.map((name) => [name.toLowerCase(), name]));
  const name = exact.map(escaped).join('|');
  const armed = new RegExp(`<([ \\t]*(?:/[ \\t]*)?)(\\\\*)(?=(?:${name})(?![\\p{L}\\p{N}_$.-]))`, 'giu');
  const disarmed = new RegExp(
    `<([ \\t]*(?:/[ \\t]*)?)\\\\(\\\\*)(?=(?:${name})(?![\\p{L}\\p{N}_$.-]))`,
    'giu',
  );
  const tag = new RegExp(`<[ \\t]*(/?)[ \\t]*(${name})(?=[\\s/>])([^<>]*)>`, 'giu');
  const asKnown = (found: string): string =>
    exact.includes(found) ? found : (byKey.get(found.toLowerCase()) ?? found);
  return {
    neutralized: (text) => (text.includes('<') ? text.replace(armed, '<$1\\$2') : text),
    restored: (text) => (text.includes('<') ? text.replace(disarmed, '<$1$2') : text),
    find: (text) =>
      [...text.matchAll(tag)].map((match) => {
        const [whole, slash, found = '', rest = ''] = match;
        return {
          name: asKnown(found),
          kind: slash === '/' ? 'close' : rest.trimEnd().endsWith('/') ? 'empty' : 'open',
          start: match.index,
          end: match.index + whole.length,
          isFirst: isFirstInLine(text, match.index),
        };
      }),
  };
}

function escaped(name: string): string {
  return name.replaceAll(/[$.*+?^()|[\]{}\\]/g, '\\$&');
}

function isFirstInLine(text: string, index: number): boolean {
  let at = index - 1;
  while (at >= 0 && (text[at] === ' ' || text[at] === '\t')) at--;
  return at < 0 || text[at] === '\n' || text[at] === '\r';
}
