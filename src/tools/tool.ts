import { recordTool, type ToolDecorator } from './tool-decorator';
import { ToolBase, type ToolFunction } from './tool-base';
import type { ToolOptions } from './tool-options';
import type { ToolSpec } from '../lm';
import type { JsonSchema } from '../types';

/** `Tool` as a value: the class of tools, and a decorator of methods. */
export interface ToolConstructor {
  /**
   * Makes a tool of a function.
   *
   * @throws {@link ToolDefinitionError}, {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  new <Arguments extends object = Record<string, unknown>, Result = unknown>(
    fn: ToolFunction<Arguments, Result>,
    options?: ToolOptions,
  ): ToolBase<Arguments, Result>;
  /** The decorator: offers a method as a tool. `toolsOf(instance)` gives the tools of an instance. */
  (options?: ToolOptions | string): ToolDecorator;
  readonly prototype: ToolBase;
  readonly jsonSchema: JsonSchema;
  /** Whether the value is a tool, from this or another copy of the library. */
  is(value: unknown): value is Tool;
  /** The tool in words. */
  toParts(value: Tool): string;
  /** The tool as a provider is told of it. */
  toJson(value: Tool): ToolSpec;
  /** Throws: a tool is code, which no file may bring along. */
  fromJson(json: unknown): never;
}

/**
 * Something a model may do: a function with a name, a description and typed arguments.
 *
 * Before the function runs, the arguments are turned into what it takes and checked; what does not fit goes back to the
 * model with the reason. Whatever the function throws becomes a result too. A result is cut to a limit, a call ends at its
 * timeout, and the function is given a signal to pass on.
 *
 * @remarks DSPy's `Tool`. Unlike there, arguments that are missing or of another type never reach the function.
 *
 * @example
 * ```ts
 * const weather = new Tool(async ({ city }: { city: string }, { signal }) => forecast(city, signal), {
 *   name: 'weather',
 *   description: 'The forecast for a city.',
 *   parameters: { city: 'string' },
 * });
 * ```
 */
export const Tool: ToolConstructor = new Proxy(ToolBase, {
  apply: (_target, _self, [options]: [ToolOptions | string | undefined]) => recordTool(options ?? {}),
}) as unknown as ToolConstructor;

/** Any tool. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- arguments go both ways, so that no object type stands for all
export type Tool = ToolBase<any>;
