/** How text of users and models stands in a reply of some format, and what it means. */
export interface TextRules {
  /** Undoes what keeps text from passing for a mark of the format. Works piece by piece. */
  readonly restored: (text: string) => string;
  /** Matches the end of a text that may go on to be something that {@link TextRules.restored} changes. */
  readonly openEnd: RegExp;
  /** What a whole text means that may stand for another one, in quotes for example. */
  readonly meaning: (text: string) => string;
  /** Beginnings, beside a quote, of texts that may stand for another one: they are kept back until they are whole. */
  readonly held: readonly string[];
}
