import type { StandardSchema } from '../../decorators';
import { isPlainObject } from '../../util';
import { isStandardSchema } from '../standard-schema';
import type { Tool } from '../tool';
import { ToolBase, type ToolContext } from '../tool-base';
import { ToolDefinitionError } from '../tool-errors';
import type { ToolOptions } from '../tool-options';
import type { ToolParameters } from '../tool-parameters';

/** As much of a tool of the AI SDK as is used here. */
export interface AiSdkTool {
  readonly description?: string;
  /** A schema of zod, or what the SDK's `jsonSchema()` gives. */
  readonly inputSchema?: unknown;
  /** The same before version 5. */
  readonly parameters?: unknown;
  readonly execute?: (args: never, options: never) => unknown;
}

/**
 * Tools of the AI SDK, by name. Nothing of it is needed to use them.
 *
 * @param options hold for all, beside what the tools say themselves.
 * @throws {@link ToolDefinitionError} for a tool without `execute`: it is for a client to run.
 */
export function toolsFromAiSdk(
  tools: Readonly<Record<string, AiSdkTool>>,
  options: Omit<ToolOptions, 'name' | 'description' | 'parameters'> = {},
): Tool[] {
  return Object.entries(tools).map(([name, tool]) => {
    const { execute, description } = tool;
    if (typeof execute !== 'function') {
      throw new ToolDefinitionError(`The tool ${name} of the AI SDK has no execute.`, {
        fix: 'give it one, or leave the tool out.',
      });
    }
    const call = async (args: Record<string, unknown>, { signal, id }: ToolContext): Promise<unknown> => {
      const result: unknown = await execute.call(
        tool,
        args as never,
        { toolCallId: id, abortSignal: signal, messages: [] } as never,
      );
      return isStream(result) ? lastOf(result) : result;
    };
    return new ToolBase(call, {
      ...options,
      name,
      ...(description === undefined ? {} : { description }),
      ...schemaOf(tool),
    });
  });
}

function schemaOf({ inputSchema, parameters }: AiSdkTool): Pick<ToolOptions, 'parameters'> {
  const given = inputSchema ?? parameters;
  if (isPlainObject(given) && isPlainObject(given['jsonSchema'])) return { parameters: given['jsonSchema'] };
  if (isStandardSchema(given)) return { parameters: given as StandardSchema };
  return given === undefined ? {} : { parameters: given as ToolParameters };
}

function isStream(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

/** Such a tool gives intermediate results; the last is the result. */
async function lastOf(stream: AsyncIterable<unknown>): Promise<unknown> {
  let last: unknown;
  for await (const value of stream) last = value;
  return last;
}
