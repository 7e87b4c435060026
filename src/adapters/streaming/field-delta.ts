/** A piece of one output, as it comes. */
export interface FieldDelta {
  readonly field: string;
  /**
   * What is new. Of a text, joined they are the value; of anything else they are the words of the reply, and `value` is what
   * they mean.
   */
  readonly delta: string;
  /**
   * Of an object or a list: the value so far, in which members may be missing and the last text may be cut; not with every piece.
   * With `isLast`: the value as the prediction has it.
   */
  readonly value?: unknown;
  /** True when what was given before does not count: the reply turned out to mean something else, or was asked for again. */
  readonly restart?: true;
  /** True for the last one of the field. */
  readonly isLast?: true;
}

/** Cuts one reply into its fields while it comes. */
export interface FieldStream {
  /** What a further piece of the reply adds to the fields. It may be cut anywhere. */
  push(text: string): FieldDelta[];
  /** What the end of the reply adds; each field's value, with `isLast`, if the reply can be read. */
  end(): FieldDelta[];
}
