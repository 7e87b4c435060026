import { MODULE } from './graph/brands';
import { ModuleBase } from './module-base';
import { ModuleUsageError } from './modules-errors';
import type { LoadOptions } from './state/load-options';

/** A class decorator, in both dialects, for classes that extend {@link Module}. */
export type ModuleDecorator = (
  target: abstract new (...args: never[]) => ModuleBase,
  context?: ClassDecoratorContext,
) => void;

/** `Module` as a value: the base class of all programs, and a decorator. */
export type ModuleConstructor = (abstract new () => ModuleBase) & {
  /** The decorator: checks, while the class is defined, that it is a module. Not needed. */
  (): ModuleDecorator;
  readonly prototype: ModuleBase;
  /**
   * Makes an instance of this class and loads a saved program into it.
   *
   * @throws what {@link ModuleBase.load} throws.
   */
  load<Program extends ModuleBase>(
    this: new () => Program,
    file: string,
    options?: LoadOptions,
  ): Promise<Program>;
};

/**
 * A program, or a part of one: the base class of all modules, and a decorator.
 *
 * Authors write `forward(inputs, options)`; users call `call(inputs, options)`. Predictors are found in properties, in
 * `@Predictor` fields, and in arrays, maps and plain objects.
 *
 * @remarks As in DSPy, except that options are an argument of their own and nothing has to be registered.
 *
 * @example
 * ```ts
 * @Module()
 * class Router extends Module {
 *   @Predictor(RouteTicket) readonly route!: ChainOfThought<RouteTicket>;
 *
 *   async forward({ ticket }: { ticket: string }) {
 *     return this.route.call({ ticket });
 *   }
 * }
 * ```
 */
export const Module: ModuleConstructor = new Proxy(ModuleBase, {
  apply: () => checkModule,
}) as unknown as ModuleConstructor;

/** Any module. */
export type Module = ModuleBase;

function checkModule(target: abstract new (...args: never[]) => ModuleBase): void {
  const prototype: unknown = target.prototype;
  const name = target.name === '' ? 'the class' : target.name;
  if (typeof prototype !== 'object' || prototype === null || !(MODULE in prototype)) {
    throw new ModuleUsageError(`@Module() stands on ${name}, which is no module.`, {
      fix: `write \`class ${name} extends Module\`.`,
    });
  }
  if (!('forward' in prototype)) {
    throw new ModuleUsageError(`@Module() stands on ${name}, which has no method forward.`, {
      fix: 'write `async forward(inputs: { … }) { … }` in it.',
    });
  }
}
