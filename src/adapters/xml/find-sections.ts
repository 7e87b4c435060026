import type { FoundTag, Tags } from './tags';

/** What stands between the tags of a name. */
export interface Section {
  readonly name: string;
  readonly inner: string;
  /** Whether it is written as one tag, `<name/>`. */
  readonly isEmptyTag: boolean;
  /** Whether the closing tag is there. */
  readonly isClosed: boolean;
}

/**
 * The sections of a reply, each name at most once. Text may hold its own closing tag: of several the one counts behind which
 * the reply ends or another field begins. Time is linear in the length of the text for each name.
 */
export function findSections(text: string, tags: Tags): Map<string, Section> {
  const found = tags.find(text);
  const sections = new Map<string, Section>();
  const lastFirst = new Map(
    found.filter(({ kind, isFirst }) => kind !== 'close' && isFirst).map(({ name, start }) => [name, start]),
  );
  for (let index = 0; index < found.length; index++) {
    const tag = found[index] as FoundTag;
    const isMention = !tag.isFirst && (lastFirst.get(tag.name) ?? -1) > tag.start;
    if (tag.kind === 'close' || sections.has(tag.name) || isMention) continue;
    const { section, next } = sectionAt(text, { found, index, sections });
    sections.set(tag.name, section);
    index = next;
  }
  return sections;
}

interface Search {
  readonly found: readonly FoundTag[];
  readonly index: number;
  readonly sections: ReadonlyMap<string, Section>;
}

/** The section that a tag opens, and the index of the tag that ends it. */
function sectionAt(text: string, search: Search): { readonly section: Section; readonly next: number } {
  const { found, index } = search;
  const { name, kind, end } = found[index] as FoundTag;
  if (kind === 'empty')
    return { section: { name, inner: '', isEmptyTag: true, isClosed: true }, next: index };
  const close = closeOf(text, search);
  if (close !== undefined) {
    const inner = text.slice(end, found[close]?.start);
    return { section: { name, inner, isEmptyTag: false, isClosed: true }, next: close };
  }
  const limit = found.findIndex((tag, at) => at > index && opensAnother(tag, search));
  const inner = text.slice(end, limit < 0 ? text.length : found[limit]?.start);
  return {
    section: { name, inner, isEmptyTag: false, isClosed: false },
    next: limit < 0 ? found.length : limit - 1,
  };
}

function closeOf(text: string, search: Search): number | undefined {
  const { found, index } = search;
  const { name } = found[index] as FoundTag;
  let last: number | undefined;
  let isPast = false;
  for (let at = index + 1; at < found.length; at++) {
    const tag = found[at] as FoundTag;
    if (tag.kind !== 'close') {
      // Another field that begins a line is the next one, unless the text goes on behind it and ends its own field there.
      if (last !== undefined && tag.isFirst && opensAnother(tag, search)) isPast = true;
    } else if (tag.name === name) {
      if (endsHere(text, { ...search, index: at })) return isPast && last !== undefined ? last : at;
      if (!isPast) last = at;
    }
  }
  return last;
}

/** Whether the reply ends behind a closing tag, or another field begins. */
function endsHere(text: string, search: Search): boolean {
  const { end } = search.found[search.index] as FoundTag;
  const next = search.found[search.index + 1];
  const gap = text.slice(end, next?.start ?? text.length);
  if (gap.trim() !== '') return false;
  return next === undefined || opensAnother(next, search);
}

function opensAnother({ name, kind }: FoundTag, { found, index, sections }: Search): boolean {
  return kind !== 'close' && name !== found[index]?.name && !sections.has(name);
}

/**
 * The sections of these names directly inside a value, in order; names may repeat and may stand in themselves. A section
 * that is not closed ends with the value.
 */
export function childSections(text: string, tags: Tags): Section[] {
  const found = tags.find(text);
  const ends = balance(found);
  const sections: Section[] = [];
  for (let index = 0; index < found.length; index++) {
    const { name, kind, end } = found[index] as FoundTag;
    if (kind === 'close') continue;
    const close = ends[index];
    const isEmptyTag = kind === 'empty';
    const inner = isEmptyTag ? '' : text.slice(end, close === undefined ? text.length : found[close]?.start);
    sections.push({ name, inner, isEmptyTag, isClosed: isEmptyTag || close !== undefined });
    if (!isEmptyTag) index = close ?? found.length;
  }
  return sections;
}

/** For each opening tag the index of the tag of its name that closes it. */
function balance(found: readonly FoundTag[]): (number | undefined)[] {
  const ends: (number | undefined)[] = [];
  const open = new Map<string, number[]>();
  found.forEach(({ name, kind }, index) => {
    if (kind === 'open') {
      const stack = open.get(name);
      if (stack === undefined) open.set(name, [index]);
      else stack.push(index);
    } else if (kind === 'close') {
      const start = open.get(name)?.pop();
      if (start !== undefined) ends[start] = index;
    }
  });
  return ends;
}
