import { DspyError } from '../errors';

/** It is not known which module class a `@Predictor` property should hold. */
export class PredictorKindError extends DspyError {
  static override readonly code = 'PREDICTOR_KIND_UNKNOWN';

  /**
   * @param className the module class.
   * @param property the decorated property.
   * @param reason why its type says nothing, as the end of a sentence.
   */
  constructor(className: string, property: string, reason: string) {
    super({
      problem: `It is unknown which kind of predictor ${className}.${property} is: ${reason}.`,
      fix: `name the kind beside the signature, e.g. \`@Predictor(RouteTicket, ChainOfThought)\`.`,
    });
  }
}
