import { DspyError } from '../errors';

/** A signature, or a call made through it, is wrong in the program text. The family of every error of this room. */
export abstract class SignatureError extends DspyError {
  static override readonly code: string = 'SIGNATURE';
}

/** A signature cannot be built from what it was given. */
export class SignatureDefinitionError extends SignatureError {
  static override readonly code: string = 'SIGNATURE_DEFINITION';
}

/** Two fields of a signature have one name. */
export class DuplicateFieldError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_DUPLICATE_FIELD';

  /**
   * @param signature the signature's name.
   * @param field the name found twice.
   */
  constructor(
    readonly signature: string,
    readonly field: string,
  ) {
    super({
      problem: `${signature} has two fields named "${field}".`,
      expected: 'every input and output to have a name of its own.',
      fix: `rename or remove one of them.`,
    });
  }
}

/** A field has a name that would hide something every record or prediction needs. */
export class ReservedFieldNameError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_RESERVED_NAME';

  /**
   * @param field the name found.
   * @param reason what has that name already.
   */
  constructor(
    readonly field: string,
    reason: string,
  ) {
    super({
      problem: `A field cannot be named "${field}": ${reason}.`,
      fix: `choose another name, e.g. "${suggestionFor(field)}".`,
    });
  }
}

/** A field's name is no identifier. */
export class FieldNameError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_FIELD_NAME';

  /** @param field the name found. */
  constructor(readonly field: string) {
    super({
      problem: `A field cannot be named ${JSON.stringify(field)}.`,
      expected: 'letters, digits and underscores, not starting with a digit.',
      fix: `write e.g. "${identifierFrom(field)}".`,
    });
  }
}

/** A signature has no fields, or nothing to produce. */
export class EmptySignatureError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_EMPTY';

  /**
   * @param signature the signature's name.
   * @param hasInputs whether at least inputs are there.
   */
  constructor(
    readonly signature: string,
    hasInputs: boolean,
  ) {
    super({
      problem: hasInputs ? `${signature} has no output field.` : `${signature} has no fields.`,
      expected: 'at least one output field.',
      fix: 'name what the model has to produce, e.g. "question -> answer", or @OutputField() answer!: string.',
    });
  }
}

/** An operation names a field that the signature does not have. */
export class UnknownFieldError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_UNKNOWN_FIELD';

  /**
   * @param signature the signature's name.
   * @param field the name asked for.
   * @param known the names there are.
   * @param nearest the known name it most resembles, if any does.
   */
  constructor(
    readonly signature: string,
    readonly field: string,
    known: readonly string[],
    nearest?: string,
  ) {
    super({
      problem: `${signature} has no field named "${field}".`,
      expected: `one of ${known.join(', ')}.`,
      fix: nearest === undefined ? 'name one of its fields.' : `write "${nearest}" instead of "${field}".`,
    });
  }
}

/** A value that has to be a signature is something else. */
export class NotASignatureError extends SignatureDefinitionError {
  static override readonly code = 'SIGNATURE_NOT_ONE';

  /** @param found what was given, in a few words. */
  constructor(found: string) {
    super({
      problem: `${found} is not a signature.`,
      expected: 'a string such as "question -> answer", a class with @Signature, or a Signature.',
      fix: "pass the class itself (not an instance of it), or Signature.from('question -> answer').",
    });
  }
}

/** A call's inputs do not fit its signature. Thrown before anything is sent. */
export class SignatureInputError extends SignatureError {
  static override readonly code = 'SIGNATURE_INPUT';

  /**
   * @param signature the signature's name.
   * @param problems one short line for each input at fault, beginning with its name.
   * @param inputs the inputs the signature has, as `name` or `name?`.
   */
  constructor(
    readonly signature: string,
    readonly problems: readonly string[],
    inputs: readonly string[],
  ) {
    super({
      problem: `The inputs do not fit ${signature}.`,
      found: problems.join('\n'),
      expected: inputs.length === 0 ? 'no inputs.' : `{ ${inputs.join(', ')} }.`,
      fix: 'pass the inputs by these names and types; call options go into the second argument.',
    });
  }
}

function suggestionFor(field: string): string {
  const plain = field.replace(/^_+|_+$/g, '');
  return `${plain === '' ? 'field' : plain}Value`;
}

function identifierFrom(text: string): string {
  const joined = text
    .normalize('NFC')
    .replace(/[^\p{ID_Continue}]+(\p{ID_Continue}?)/gu, (_, next: string) => next.toUpperCase());
  const identifier = /^\p{ID_Start}/u.test(joined) ? joined : `field${joined}`;
  return identifier.charAt(0).toLowerCase() + identifier.slice(1, 40);
}
