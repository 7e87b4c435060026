import { DspyError } from '../errors';

/** A decorator stands where it cannot work, or with another it contradicts. */
export class DecoratorUsageError extends DspyError {
  static override readonly code = 'DECORATOR_USAGE';

  /**
   * @param where the decorator and what it stands on, such as `@InputField on Ticket.text`.
   * @param problem what is wrong, as the end of a sentence that begins with `where`.
   * @param fix what to write instead.
   */
  constructor(where: string, problem: string, fix: string) {
    super({ problem: `${where} ${problem}.`, fix });
  }
}

/** Options of a field decorator that have the wrong kind of value, or say two different things. */
export class FieldOptionsError extends DspyError {
  static override readonly code = 'FIELD_OPTIONS';

  /**
   * @param where the decorator and the property, such as `@InputField on Ticket.text`.
   * @param problem what is wrong, as the end of a sentence that begins with `where`.
   * @param fix what to write instead.
   */
  constructor(where: string, problem: string, fix: string) {
    super({ problem: `${where} ${problem}.`, fix });
  }
}
