import { DspyError } from '../../errors';

/** A file of vectors was made with another embedder than it is loaded with. */
export class EmbedderMismatchError extends DspyError {
  static override readonly code = 'RETRIEVER_EMBEDDER';

  /**
   * @param file the file.
   * @param saved the embedder it was made with.
   * @param given the embedder it was loaded with.
   */
  constructor(
    readonly file: string,
    saved: string,
    given: string,
  ) {
    super({
      problem: `The vectors in ${JSON.stringify(file)} were made with another embedder; queries would find nothing that fits.`,
      found: given,
      expected: `${saved}.`,
      fix: 'load it with the embedder it was made with, or embed the passages again.',
    });
  }
}

/** @throws {@link EmbedderMismatchError}. */
export function assertSameEmbedder(file: string, saved: unknown, given: string): void {
  if (saved !== given) throw new EmbedderMismatchError(file, String(saved), given);
}
