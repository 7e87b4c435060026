import { DspyError } from './dspy-error';

/** An options object has a key that nothing reads. */
export class UnknownOptionError extends DspyError {
  static override readonly code = 'UNKNOWN_OPTION';

  /**
   * @param option the key found.
   * @param where the call it was given to, such as `new Evaluate(...)`.
   * @param known the keys that call reads.
   * @param nearest the known key it most resembles, if any does.
   */
  constructor(
    readonly option: string,
    where: string,
    known: readonly string[],
    nearest?: string,
  ) {
    super({
      problem: `${where} does not know the option "${option}".`,
      expected: known.length === 0 ? 'no options.' : `one of ${known.join(', ')}.`,
      fix: nearest === undefined ? `remove "${option}".` : `write "${nearest}" instead of "${option}".`,
    });
  }
}
