import { ownPredictorRecords, writePredictorRecord } from '../metadata';
import { type FieldDecorator, propertyDecorator } from './decorated-property';
import { DecoratorUsageError } from './decorator-errors';

/** What a predictor can be made from: text, a class, a description, or an arrow function that gives one of them. */
export type PredictorSignature = string | object;

/** A module class, or an arrow function that gives it. */
export type PredictorKind = (new (...args: never[]) => object) | (() => new (...args: never[]) => object);

/**
 * Fills a property of a module with a predictor.
 *
 * @param signature what to predict. Use an arrow function for a class that is defined later.
 * @param kind the module class. @default the property's type, where the compiler emits it
 * @throws {@link DecoratorUsageError} while the class is defined; {@link PredictorKindError} at first use.
 *
 * @example
 * ```ts
 * class Router extends Module {
 *   @Predictor(RouteTicket) readonly route!: ChainOfThought<RouteTicket>;
 *   @Predictor('ticket -> language', Predict) readonly detect!: Predict<'ticket -> language'>;
 * }
 * ```
 */
export function Predictor(...given: [signature: PredictorSignature, kind?: PredictorKind]): FieldDecorator {
  const [signature, kind] = given;
  return propertyDecorator('Predictor', ({ name, where, metadata }) => {
    assertGiven(where, 'signature', signature);
    if (given.length > 1) assertGiven(where, 'kind', kind);
    if (ownPredictorRecords(metadata).some((record) => record.name === name)) {
      throw new DecoratorUsageError(where, 'stands there twice', 'keep one of the two.');
    }
    writePredictorRecord(metadata, { name, signature, kind });
  });
}

function assertGiven(where: string, argument: string, value: unknown): void {
  if (typeof value === 'function' || typeof value === 'string') return;
  if (typeof value === 'object' && value !== null) return;
  throw new DecoratorUsageError(
    where,
    `was given ${value === null ? 'null' : typeof value} as its ${argument}, as happens with circular imports`,
    `write \`@Predictor(() => RouteTicket)\`, so that it is looked up at first use.`,
  );
}
