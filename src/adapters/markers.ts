import type { ContentPart } from '../messages';
import { mapPartText } from './map-part-text';

/** The line that opens a field. */
export function markerOf(name: string): string {
  return `[[ ## ${name} ## ]]`;
}

/** The line that ends a reply. */
export const COMPLETED = markerOf('completed');

const FORGED = /\[\[([ \t]*)(\\*)##/g;
const ESCAPED = /\[\[([ \t]*)\\(\\*)##/g;

/**
 * Text in which nothing can pass for a marker: a backslash goes before the `##` of whatever looks like one. A text without
 * markers, as nearly all are, is the same text.
 */
export function neutralized(text: string): string {
  return text.includes('[[') ? text.replace(FORGED, '[[$1\\$2##') : text;
}

/** The same for a part of a message; of media only inline text can pass for a marker. */
export function neutralizedPart(part: ContentPart): ContentPart {
  return mapPartText(part, neutralized);
}

/** Undoes {@link neutralized}. */
export function restored(text: string): string {
  return text.includes('[[') ? text.replace(ESCAPED, '[[$1$2##') : text;
}

/** A marker found in a reply. */
export interface FoundMarker {
  readonly name: string;
  /** Where the marker begins, emphasis around it included. */
  readonly start: number;
  /** Where the text behind it begins. */
  readonly end: number;
}

const MARKER = /(?:\*\*|`)?\[\[[ \t]*##[ \t]*([\p{L}\p{N}_$]+)[ \t]*##[ \t]*\]\](?:\*\*|`)?/gu;

/** The markers of these fields in a text, wherever they stand in a line, with or without emphasis. In order. */
export function findMarkers(text: string, names: ReadonlySet<string>): FoundMarker[] {
  const found: FoundMarker[] = [];
  for (const match of text.matchAll(MARKER)) {
    const [whole, name = ''] = match;
    if (names.has(name)) found.push({ name, start: match.index, end: match.index + whole.length });
  }
  return found;
}
