import { DspyError } from '../errors';

/** An example has no field of the name that was asked for. */
export class ExampleFieldError extends DspyError {
  static override readonly code: string = 'EXAMPLE_FIELD';

  /**
   * @param where the call as the user wrote it, such as `withInputs("ticet")`.
   * @param field the name that is not there.
   * @param known the names that are, and the one that resembles it most.
   */
  constructor(
    where: string,
    readonly field: string,
    known: { readonly fields: readonly string[]; readonly nearest?: string },
  ) {
    super({
      problem: `${where}: the example has no field "${field}".`,
      expected: known.fields.length === 0 ? 'nothing; the example is empty.' : `${known.fields.join(', ')}.`,
      fix: known.nearest === undefined ? undefined : `write "${known.nearest}".`,
    });
  }
}

/** An example was asked for its inputs before anybody said which fields they are. */
export class ExampleInputsError extends DspyError {
  static override readonly code: string = 'EXAMPLE_INPUTS';

  /**
   * @param method `inputs` or `labels`.
   * @param fields the example's fields.
   */
  constructor(method: string, fields: readonly string[]) {
    super({
      problem: `example.${method}() needs to know which fields are inputs.`,
      found: `fields: ${fields.join(', ')}`,
      fix: `say so once, e.g. example.withInputs(${JSON.stringify(fields[0] ?? 'question')}).`,
    });
  }
}
