import { DspyError } from '../errors';
import { show } from './issue';

/** A value cannot be turned into JSON, or JSON into a value, of the type it should have. */
export class ValueError extends DspyError {
  static override readonly code = 'VALUE_INVALID';

  /**
   * @param path where the value is, such as `items[0].when`.
   * @param expected what would have been right.
   * @param value what is there; shown cut short.
   */
  constructor(
    readonly path: string,
    expected: string,
    value: unknown,
  ) {
    super({ problem: `The value at ${path} cannot be used.`, found: show(value), expected: `${expected}.` });
  }
}
