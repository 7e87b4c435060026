const HEADER = /^[ \t]*\[\[ ## ([A-Za-z_$][\w$-]*) ## \]\][ \t]*/;

/** Values under `[[ ## name ## ]]` headers, by name; the first of a name counts. Empty when the text has none. */
export function readSections(text: string): ReadonlyMap<string, string> {
  const sections = new Map<string, string>();
  let name: string | undefined;
  let lines: string[] = [];
  const close = (): void => {
    if (name !== undefined && name !== 'completed' && !sections.has(name)) {
      sections.set(name, lines.join('\n').trim());
    }
    lines = [];
  };
  for (const line of text.split('\n')) {
    const header = HEADER.exec(line);
    if (header === null) lines.push(line);
    else {
      close();
      name = header[1];
      lines.push(line.slice(header[0].length));
    }
  }
  close();
  return sections;
}

/** The names of all headers that a text mentions, in order, those inside a sentence included. */
export function mentionedFields(text: string): string[] {
  const names = Array.from(text.matchAll(/\[\[ ## ([A-Za-z_$][\w$-]*) ## \]\]/g), (match) => match[1] ?? '');
  return [...new Set(names)].filter((name) => name !== 'completed');
}
