import { isPlainObject } from '../../util';
import type { Tool } from '../tool';
import { ToolBase, type ToolContext } from '../tool-base';
import type { ToolOptions } from '../tool-options';
import type { ToolParameters } from '../tool-parameters';

/** As much of a tool of LangChain as is used here. */
export interface LangChainTool {
  readonly name: string;
  readonly description?: string;
  /** A schema of zod, or a JSON Schema. */
  readonly schema?: unknown;
  invoke(args: never, config?: never): Promise<unknown>;
}

/**
 * A tool of LangChain. Nothing of it is needed to use it.
 *
 * @param options beside what the tool says itself.
 * @throws {@link ToolDefinitionError} for a schema that cannot be read.
 */
export function toolFromLangChain(tool: LangChainTool, options: Omit<ToolOptions, 'parameters'> = {}): Tool {
  const call = async (args: Record<string, unknown>, { signal }: ToolContext): Promise<unknown> =>
    contentOf(await tool.invoke(args as never, { signal } as never));
  const { name, description = '', schema } = tool;
  return new ToolBase(call, {
    name,
    description,
    ...(schema === undefined ? {} : { parameters: schema as ToolParameters }),
    ...options,
  });
}

/** Some tools answer with a message. */
function contentOf(result: unknown): unknown {
  const isMessage =
    typeof result === 'object' && result !== null && 'content' in result && 'tool_call_id' in result;
  const { content } = isMessage ? (result as { readonly content: unknown }) : { content: result };
  if (!isMessage || !Array.isArray(content)) return content;
  return content.map((block: unknown) =>
    isPlainObject(block) && typeof block['text'] === 'string' ? block['text'] : JSON.stringify(block),
  );
}
