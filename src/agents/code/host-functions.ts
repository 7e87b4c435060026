import type { HostCall, HostFunction } from '../../interpreters';
import { textOfResult, type Tool } from '../../tools';
import { isPlainObject } from '../../util';

/** A tool as code calls it. */
export interface ToolFunction {
  /** An identifier that stands for the tool's name. */
  readonly name: string;
  readonly tool: Tool;
}

/** Tools under names that code can write, no two alike. */
export function functionNames(tools: readonly Tool[]): readonly ToolFunction[] {
  const taken = new Set<string>();
  return tools.map((tool) => {
    const plain = tool.name.replace(/[^\p{L}\p{N}_]+/gu, '_').replace(/^(?=\p{N})/u, '_');
    let name = plain;
    for (let count = 2; taken.has(name); count++) name = `${plain}_${count}`;
    taken.add(name);
    return { name, tool };
  });
}

/** Tools as functions of the host. A tool that fails throws in the code. */
export function hostFunctions(tools: readonly Tool[]): Readonly<Record<string, HostFunction>> {
  return Object.fromEntries(functionNames(tools).map(({ name, tool }) => [name, hostFunction(tool)]));
}

/** The functions in words, for a prompt. */
export function describeFunctions(tools: readonly Tool[]): string {
  return functionNames(tools)
    .map(({ name, tool }) => `- ${name}(${namesOf(tool).join(', ')}): ${tool.describe()}`)
    .join('\n');
}

function hostFunction(tool: Tool): HostFunction {
  return async (call) => {
    const result = await tool.run(argumentsOf(tool, call), { signal: call.signal });
    if (result.isError) throw new Error(textOfResult(result));
    return result.structured ?? textOfResult(result);
  };
}

/** By position in the order of the parameters, by name, or all in one object. */
function argumentsOf(tool: Tool, { args, named }: HostCall): Readonly<Record<string, unknown>> {
  const names = namesOf(tool);
  const [only] = args;
  const isWhole =
    args.length === 1 && isPlainObject(only) && Object.keys(only).every((key) => names.includes(key));
  if (isWhole) return { ...only, ...named };
  const placed = args.map((value, index) => [names[index] ?? `argument${index + 1}`, value] as const);
  return { ...Object.fromEntries(placed), ...named };
}

function namesOf({ parameters }: Tool): string[] {
  return isPlainObject(parameters['properties']) ? Object.keys(parameters['properties']) : [];
}
