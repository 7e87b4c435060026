import type { StoredPassage } from '../retriever';

/** The first bytes of a file of passages. */
export const MAGIC = 'dspex-passages\n';

/** Bumped when the layout changes. */
export const VERSION = 1;

/** How many bytes of SHA-256 stand at the end. */
export const DIGEST_LENGTH = 32;

/** Which retriever a file belongs to. */
export type PassageFileKind = 'bm25' | 'embeddings';

/**
 * The first line of a file of passages, as JSON, behind the magic line. Then come the vectors as 32-bit floats, then the
 * passages as JSON lines, then SHA-256 of all before.
 */
export interface PassageFileHeader {
  readonly version: number;
  readonly kind: PassageFileKind;
  /** What the retriever wants to know again; its own affair. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly count: number;
  /** Of each vector; 0 where there are none. */
  readonly dimensions: number;
  /** Of the vectors: that of the machine which wrote them. */
  readonly byteOrder: 'LE' | 'BE';
  /** The header is padded with spaces so that the vectors begin at a multiple of this. */
  readonly alignment: number;
}

/** What a file of passages holds. */
export interface PassageFile {
  readonly kind: PassageFileKind;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly passages: readonly StoredPassage[];
}
