import { SignatureDefinitionError } from '../signature-errors';

/** What a property of a signature class, or of a class nested in one, holds cannot be told. */
export class UnknownFieldTypeError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_FIELD_TYPE';

  /**
   * @param field the class and the property, such as `Ticket.sentAt`.
   * @param reason why, as a sentence without its full stop.
   * @param fix the option that says it.
   */
  constructor(
    readonly field: string,
    reason: string,
    fix: string,
  ) {
    super({ problem: `The type of ${field} is unknown: ${reason}.`, fix });
  }
}

/** An option of a field decorator, or a class-validator decorator, does not fit the field it stands on. */
export class ClassFieldError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_CLASS_FIELD';

  /**
   * @param field the class and the property, such as `Ticket.sentAt`.
   * @param problem what is wrong, as the end of a sentence that begins with `field`.
   * @param fix what to write instead.
   */
  constructor(
    readonly field: string,
    problem: string,
    fix: string,
  ) {
    super({ problem: `${field} ${problem}.`, fix });
  }
}

/** A class that should be a signature has no fields. */
export class NoFieldsError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_NO_FIELDS';

  /** @param className the class. */
  constructor(className: string) {
    super({
      problem: `Class ${className} is no signature: it has no property with @InputField or @OutputField.`,
      fix: 'decorate its properties: `@InputField() readonly question!: string; @OutputField() answer!: string;`.',
    });
  }
}
