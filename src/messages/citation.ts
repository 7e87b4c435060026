/** A passage of a source that a reply rests on, in no vendor's shape. */
export interface Citation {
  /** The words of the source. */
  readonly citedText: string;
  /** Which document: its place among the document parts of the request, counted from 0. */
  readonly documentIndex?: number;
  readonly documentTitle?: string;
  /** Where a source on the web is. */
  readonly url?: string;
  /** What `start` and `end` count: characters from 0, pages from 1, or content blocks from 0. */
  readonly unit?: 'character' | 'page' | 'block';
  readonly start?: number;
  /** The first that is no longer part of the passage. */
  readonly end?: number;
  /** The words of the reply that the passage stands behind. */
  readonly supportedText?: string;
}
