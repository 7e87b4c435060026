/** Where a module that is no predictor says what there is of its own state. */
export const OWN_STATE = Symbol.for('dspex.module.own-state');

/** The entry of a module in saved programs, at its path, as DSPy's parameters have it. */
export interface OwnState {
  /** What is saved: JSON. */
  readonly dump: () => Readonly<Record<string, unknown>>;
  /**
   * Reads what was saved, checking all of it.
   *
   * @param refuse notes what is wrong, and where in the entry.
   * @returns what takes it over, which cannot fail.
   */
  readonly read: (
    entry: Readonly<Record<string, unknown>>,
    refuse: (member: string, expected: string) => void,
  ) => () => void;
}

/** The module's entry in saved programs; undefined where it has none. */
export function ownStateOf(module: object): OwnState | undefined {
  return (module as { readonly [OWN_STATE]?: OwnState })[OWN_STATE];
}
