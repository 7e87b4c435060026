import { InvalidArgumentError } from '../errors';
import type { StandardSchema } from '../decorators';
import { assertKnownOptions } from '../util';
import type { ToolParameters } from './tool-parameters';

/** What is to happen to a call that had begun when its run was killed: nobody knows what it did. */
export type InterruptedPolicy = 'retry' | 'skip' | 'ask';

/** How a tool presents itself, and within which limits it runs. */
export interface ToolOptions {
  /**
   * The name the model calls it by. Any text: providers that take less get a safe spelling.
   * @default the function's or method's name
   */
  readonly name?: string;
  /**
   * What it does and when to use it, for the model.
   * @default nothing
   */
  readonly description?: string;
  /**
   * What it takes: a JSON Schema, a class with decorated properties, a record of types such as `{ query: 'string' }`, or a
   * Standard Schema.
   * @default on a method, the class of its first parameter where the compiler emits it; else no arguments
   */
  readonly parameters?: ToolParameters;
  /**
   * A further check of the arguments, after types and rules.
   * @default none
   */
  readonly validate?: StandardSchema;
  /**
   * Arguments that the program adds to each call, such as a key or who is asking; a function is asked each time. The model
   * is not shown them and cannot give them, and text values are struck out of results.
   * @default none
   */
  readonly hidden?: Readonly<Record<string, unknown>>;
  /**
   * Longest time of one call, in milliseconds; the tool's signal is then aborted and the model is told.
   * @default 120000; no limit for a module
   */
  readonly timeout?: number;
  /**
   * Longest result the model is shown, in characters; more is cut out of its middle.
   * @default 20000
   */
  readonly maxResultLength?: number;
  /**
   * Whether an agent asks before it calls the tool: always, or for these arguments.
   * @default false
   */
  readonly needsApproval?: boolean | ((args: Readonly<Record<string, unknown>>) => boolean);
  /**
   * What a resumed agent does with a call that had begun and left no result: runs it again, tells the model that nobody
   * knows what it did, or asks.
   * @default 'retry'
   */
  readonly whenInterrupted?: InterruptedPolicy;
}

/** The names of all {@link ToolOptions}. */
export const TOOL_OPTIONS: readonly (keyof ToolOptions)[] = [
  'name',
  'description',
  'parameters',
  'validate',
  'hidden',
  'timeout',
  'maxResultLength',
  'needsApproval',
  'whenInterrupted',
];

/**
 * Refuses options that nothing reads and values that cannot be.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function assertToolOptions(options: ToolOptions, where: string): void {
  assertKnownOptions(options, TOOL_OPTIONS, where);
  const { timeout, maxResultLength, whenInterrupted } = options;
  if (timeout !== undefined && !(typeof timeout === 'number' && timeout > 0)) {
    throw unfit(where, 'timeout', timeout, 'milliseconds, more than 0; Infinity for no limit.');
  }
  if (maxResultLength !== undefined && !(Number.isInteger(maxResultLength) && maxResultLength >= 1)) {
    throw unfit(where, 'maxResultLength', maxResultLength, 'a whole number of characters, at least 1.');
  }
  if (whenInterrupted !== undefined && !['retry', 'skip', 'ask'].includes(whenInterrupted)) {
    throw unfit(where, 'whenInterrupted', whenInterrupted, "'retry', 'skip' or 'ask'.");
  }
}

function unfit(where: string, option: string, found: unknown, expected: string): InvalidArgumentError {
  return new InvalidArgumentError(`${where} ${option}`, { found: String(found), expected });
}
