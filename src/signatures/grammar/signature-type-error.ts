/**
 * What the compiler says about a signature it cannot use: the sentence stands where the type would. Nothing has this
 * type at run time.
 */
export interface SignatureTypeError<Sentence extends string> {
  readonly '~signature error': Sentence;
}
