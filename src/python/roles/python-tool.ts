import { Tool, TOOL_OPTIONS, type ToolOptions } from '../../tools';
import { assertKnownOptions } from '../../util';
import type { PythonProcess } from '../python-process';

/** How a {@link pythonTool} presents itself, beside what the function says. */
export interface PythonToolOptions extends Omit<ToolOptions, 'parameters'> {
  /**
   * The name the model calls it by.
   * @default the function's
   */
  readonly name?: string;
  /**
   * What it does and when to use it, for the model.
   * @default the function's docstring
   */
  readonly description?: string;
  /**
   * Whether a call may be made a second time when Python dies under it.
   * @default that of the process
   */
  readonly idempotent?: boolean;
}

const KNOWN = [...TOOL_OPTIONS.filter((name) => name !== 'parameters'), 'idempotent'];

/**
 * A Python function as a tool. What it takes is read from its annotations (`Annotated[str, 'what it means']`, `Literal`, `Optional`, dataclasses,
 * `TypedDict`, pydantic models), what it does from its docstring; the function is looked up at once.
 *
 * @throws (as a rejection) {@link UnknownOptionError}, {@link ToolDefinitionError}, what {@link PythonProcess.call} throws.
 *
 * @example
 * ```ts
 * const agent = new ReAct('question -> answer', [await pythonTool(python, 'search_orders')]);
 * ```
 */
export async function pythonTool(
  python: PythonProcess,
  name: string,
  options: PythonToolOptions = {},
): Promise<Tool> {
  assertKnownOptions(options, KNOWN, 'pythonTool(python, name, ...)');
  const { idempotent, ...rest } = options;
  const { doc, parameters } = await python.describe(name);
  return new Tool(
    // The tool has a limit of its own.
    (args: Record<string, unknown>, { signal }) =>
      python.call(name, args, { signal, idempotent, timeout: Number.POSITIVE_INFINITY }),
    { name: name.split('.').at(-1), description: doc, ...rest, parameters },
  );
}
