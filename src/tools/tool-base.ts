import type { ToolSpec } from '../lm';
import { withDeadline, type Clock } from '../resilience';
import type { JsonSchema } from '../types';
import { inSpan } from '../tracing';
import { messageOf } from '../util';
import { maskedBy } from './masked';
import { describeParameters, readArguments } from './read-arguments';
import { ToolDefinitionError, ToolTimeoutError } from './tool-errors';
import { currentToolObserver } from './tool-events';
import { assertToolOptions, type InterruptedPolicy, type ToolOptions } from './tool-options';
import { readParameters, type ReadParameters } from './tool-parameters';
import { errorResult, resultOf, type ToolResult } from './tool-result';

const BRAND = Symbol.for('dspex.tool');

/** What surrounds one call of a tool's function. */
export interface ToolContext {
  /** Aborts when the agent does, or when the tool's time is over. Pass it on to whatever the tool waits for. */
  readonly signal: AbortSignal;
  /** The id of the call. The same when a call is repeated after a crash, so that a service can tell. */
  readonly id: string;
}

/** What surrounds a call of a tool. */
export interface ToolRunOptions {
  /** Aborts the call. */
  readonly signal?: AbortSignal;
  /**
   * The id of the call.
   * @default the tool's name
   */
  readonly id?: string;
  /**
   * What the timeout goes by.
   * @default the machine's clock
   */
  readonly clock?: Clock;
}

/** What a tool does: takes one object of arguments, waits for nothing without its signal. */
export type ToolFunction<Arguments, Result> = (
  args: Arguments,
  context: ToolContext,
) => Result | Promise<Result>;

const TIMEOUT = 120_000;
const MAX_RESULT_LENGTH = 20_000;

/** The members of every tool; users make a `Tool`. */
export class ToolBase<in out Arguments extends object = Record<string, unknown>, out Result = unknown> {
  /** The JSON Schema of a tool as a value in a prompt. */
  static readonly jsonSchema: JsonSchema = Object.freeze({ type: 'object' });

  readonly name: string;
  readonly description: string;
  /** Whether a resumed agent repeats a call that had begun. */
  readonly whenInterrupted: InterruptedPolicy;
  /** Longest time of one call, in milliseconds. */
  readonly timeout: number;
  /** Longest result the model is shown, in characters. */
  readonly maxResultLength: number;
  readonly #options: ToolOptions;
  readonly #parameters: ReadParameters;
  readonly #function: ToolFunction<Arguments, Result>;

  /**
   * @param fn what it does.
   * @throws {@link ToolDefinitionError}, {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(fn: ToolFunction<Arguments, Result>, options: ToolOptions = {}) {
    assertToolOptions(options, 'new Tool(fn, ...)');
    if (typeof fn !== 'function') {
      throw new ToolDefinitionError('A tool was made without a function.', {
        found: typeof fn,
        fix: 'new Tool((args) => …, { name: "…" })',
      });
    }
    this.name = nameOf(fn, options);
    this.description = options.description ?? '';
    this.whenInterrupted = options.whenInterrupted ?? 'retry';
    this.timeout = options.timeout ?? TIMEOUT;
    this.maxResultLength = options.maxResultLength ?? MAX_RESULT_LENGTH;
    this.#options = options;
    this.#function = fn;
    this.#parameters = readParameters(this.name, options.parameters, Object.keys(options.hidden ?? {}));
    if (new.target === ToolBase) Object.freeze(this);
  }

  get [BRAND](): true {
    return true;
  }

  /** Whether the value is a tool, from this or another copy of the library. */
  static is(value: unknown): value is ToolBase {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The tool in words. */
  static toParts(value: ToolBase): string {
    return value.describe();
  }

  /** The tool as a provider is told of it. */
  static toJson(value: ToolBase): ToolSpec {
    return value.spec;
  }

  /** A tool is code, which no file may bring along. */
  static fromJson(): never {
    throw new ToolDefinitionError('A tool cannot be read from JSON.', {
      fix: 'make it with new Tool(fn, …).',
    });
  }

  /** JSON Schema of the object of arguments. */
  get parameters(): JsonSchema {
    return this.#parameters.schema;
  }

  /** The tool as a provider is told of it. */
  get spec(): ToolSpec {
    const { name, description, parameters } = this;
    return { name, ...(description === '' ? {} : { description }), parameters };
  }

  /** The tool in words, for models that are told of tools in the prompt. */
  describe(): string {
    const said = this.description === '' ? '' : `: ${this.description.replace(/\s*\n\s*/g, ' ')}`;
    return `\`${this.name}\`${said} Arguments: ${describeParameters(this.#parameters)}`;
  }

  /** Whether an agent has to ask before this call. */
  needsApproval(args: Readonly<Record<string, unknown>>): boolean {
    const { needsApproval = false } = this.#options;
    return typeof needsApproval === 'function' ? needsApproval(args) : needsApproval;
  }

  /**
   * The arguments as the function takes them, without those that the program adds.
   *
   * @param given what the model gave: an object, or text that holds one.
   * @throws {@link ToolArgumentsError}.
   */
  async read(given: unknown): Promise<Arguments> {
    const { validate } = this.#options;
    const reader = {
      tool: this.name,
      parameters: this.#parameters,
      ...(validate === undefined ? {} : { validate }),
    };
    return (await readArguments(reader, given)) as Arguments;
  }

  /**
   * Checks the arguments and calls the function.
   *
   * @throws {@link ToolArgumentsError}, {@link ToolTimeoutError}, what the function throws, the signal's reason.
   */
  async call(given: unknown, options: ToolRunOptions = {}): Promise<Result> {
    // What is hidden from the model is hidden from listeners too.
    return inSpan(
      'tool',
      () => ({ name: this.name, inputs: given }),
      () => this.#call(given, options),
    );
  }

  async #call(given: unknown, options: ToolRunOptions): Promise<Result> {
    const { signal, id = this.name, clock } = options;
    signal?.throwIfAborted();
    const args = await this.read(given);
    const whole = Object.assign(args, revealed(this.#options.hidden));
    const onTimeout = (): Error => new ToolTimeoutError(this.name, this.timeout);
    const call = this.#function;
    return withDeadline({ timeout: this.timeout, signal, onTimeout, clock }, async (inner) =>
      call(whole, { signal: inner, id }),
    );
  }

  /**
   * Calls the tool for a model: whatever goes wrong becomes a result that says so.
   *
   * @throws the signal's reason when aborted, and nothing else.
   */
  async run(given: unknown, options: ToolRunOptions = {}): Promise<ToolResult> {
    const { name } = this;
    const { id = name, signal } = options;
    const observe = currentToolObserver.get();
    const started = performance.now();
    observe?.({ type: 'tool-start', id, name, arguments: shownArguments(given) });
    const result = await this.#answer(given, options).catch((error: unknown) => {
      observe?.({
        type: 'tool-end',
        id,
        name,
        result: errorResult('The call was cancelled.'),
        duration: performance.now() - started,
      });
      throw error;
    });
    signal?.throwIfAborted();
    observe?.({ type: 'tool-end', id, name, result, duration: performance.now() - started });
    return result;
  }

  async #answer(given: unknown, options: ToolRunOptions): Promise<ToolResult> {
    const mask = maskedBy(this.#options.hidden);
    try {
      return mask(resultOf(await this.call(given, options), this.maxResultLength));
    } catch (error) {
      if (options.signal?.aborted) throw options.signal.reason;
      return mask(resultOf(errorResult(messageOf(error)), this.maxResultLength));
    }
  }
}

function nameOf(fn: { readonly name: string }, { name }: ToolOptions): string {
  const given = name ?? fn.name;
  if (typeof given === 'string' && given.trim() !== '') return given;
  throw new ToolDefinitionError('A tool has no name.', {
    fix: "give it one: new Tool(fn, { name: 'search' }); arrow functions have none of their own.",
  });
}

function revealed(hidden: ToolOptions['hidden']): Record<string, unknown> {
  const entries = Object.entries(hidden ?? {});
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === 'function' ? (value as () => unknown)() : value]),
  );
}

function shownArguments(given: unknown): Readonly<Record<string, unknown>> {
  return typeof given === 'object' && given !== null ? (given as Record<string, unknown>) : {};
}
