import { assertKnownOptions, asyncPool, nearestOf } from '../util';
import type { Tool } from './tool';
import type { ToolCall, ToolCallResult, ToolCallResults } from './tool-call';
import { errorResult, type ToolResult } from './tool-result';

/** How calls are run. */
export interface ToolCallsRunOptions {
  /** Aborts the calls. */
  readonly signal?: AbortSignal;
  /**
   * Most calls at once.
   * @default 8
   */
  readonly concurrency?: number;
}

/** Runs calls, several at once; see `ToolCalls.execute`. */
export async function runToolCalls(
  calls: readonly ToolCall[],
  tools: readonly Tool[],
  options: ToolCallsRunOptions = {},
): Promise<ToolCallResults> {
  assertKnownOptions(options, ['signal', 'concurrency'], 'toolCalls.execute(tools, ...)');
  const { signal, concurrency = 8 } = options;
  return asyncPool({ concurrency, signal }, calls, (call) => runToolCall(call, tools, signal));
}

/**
 * Runs one call. An unknown tool, arguments that do not fit and an error of the tool are results.
 *
 * @throws the signal's reason when aborted.
 */
export async function runToolCall(
  call: ToolCall,
  tools: readonly Tool[],
  signal?: AbortSignal,
): Promise<ToolCallResult> {
  const { id, name } = call;
  return resultFor(
    call,
    call.refused === undefined ? await answer() : errorResult(`Not run. ${call.refused}`),
  );

  async function answer(): Promise<ToolResult> {
    const tool = tools.find((each) => each.name === name);
    if (tool === undefined) return errorResult(unknownTool(name, tools));
    return tool.run(call.arguments, { id, signal });
  }
}

/** A result with the id of its call. */
function resultFor({ id, name }: Pick<ToolCall, 'id' | 'name'>, result: ToolResult): ToolCallResult {
  const { content, structured, isError } = result;
  return Object.freeze({ id, name, content, ...(structured === undefined ? {} : { structured }), isError });
}

function unknownTool(name: string, tools: readonly Tool[]): string {
  const names = tools.map((tool) => tool.name);
  const nearest = nearestOf(name, names);
  const hint = nearest === undefined ? '' : ` Did you mean ${nearest}?`;
  return `There is no tool called ${name}.${hint} There are: ${names.join(', ') || 'none'}.`;
}
