import { InvalidArgumentError } from '../errors';
import type { ReasoningPart } from '../messages';
import type { JsonSchema } from '../types';
import { deepFreeze, excerpt, isPlainObject } from '../util';
import type { Tool } from './tool';
import type { ToolCall, ToolCallResults } from './tool-call';
import { runToolCalls, type ToolCallsRunOptions } from './run-tool-calls';

const BRAND = Symbol.for('dspex.tool-calls');

/**
 * The tools a model asks to be called: the type of an output field. Immutable.
 *
 * Source: DSPy's `ToolCalls`. Unlike there, a name is only looked up among the tools that are given.
 */
export class ToolCalls {
  /** The JSON Schema of what a model writes. */
  static readonly jsonSchema: JsonSchema = deepFreeze({
    type: 'array',
    items: {
      type: 'object',
      properties: { name: { type: 'string' }, arguments: { type: 'object' } },
      required: ['name', 'arguments'],
    },
  });

  static readonly description = 'a JSON list of { "name", "arguments" }';

  readonly calls: readonly ToolCall[];
  /** What the model thought, as the provider wants it back. */
  readonly reasoning: readonly ReasoningPart[];

  /**
   * @param calls in the order they were asked for. Ids that are missing or there twice are made up.
   * @param reasoning what the model thought, where a provider wants it back.
   */
  constructor(
    calls: readonly (Omit<ToolCall, 'id'> & { readonly id?: string })[],
    reasoning: readonly ReasoningPart[] = [],
  ) {
    this.calls = deepFreeze(withIds(calls));
    this.reasoning = reasoning;
    Object.freeze(this);
  }

  get [BRAND](): true {
    return true;
  }

  /** How many calls there are. */
  get length(): number {
    return this.calls.length;
  }

  /** Whether the value is such a list, from this or another copy of the library. */
  static is(value: unknown): value is ToolCalls {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** The calls as a model writes them. */
  static toParts(value: ToolCalls): string {
    return JSON.stringify(value.calls.map(({ name, arguments: args }) => ({ name, arguments: args })));
  }

  /** The calls as they are saved. */
  static toJson(value: ToolCalls): unknown {
    return value.calls;
  }

  /** The calls in JSON: a list, one call, `{ tool_calls }`, each as DSPy or OpenAI writes it. */
  static fromJson(json: unknown): ToolCalls {
    if (isPlainObject(json) && Array.isArray(json['tool_calls']))
      return ToolCalls.fromJson(json['tool_calls']);
    return new ToolCalls((Array.isArray(json) ? json : [json]).map(callOf));
  }

  /**
   * Runs the calls, several at once. Whatever goes wrong with one becomes its result.
   *
   * @param tools what may be called.
   * @throws the signal's reason when aborted.
   */
  execute(tools: readonly Tool[], options?: ToolCallsRunOptions): Promise<ToolCallResults> {
    return runToolCalls(this.calls, tools, options);
  }

  toJSON(): unknown {
    return ToolCalls.toJson(this);
  }
}

function withIds(calls: readonly (Omit<ToolCall, 'id'> & { readonly id?: string })[]): ToolCall[] {
  const seen = new Set<string>();
  return calls.map((call, index) => {
    const isUsable = call.id !== undefined && call.id !== '' && !seen.has(call.id);
    const id = isUsable
      ? (call.id as string)
      : `call_${index + 1}${call.id === undefined ? '' : `_${call.id}`}`;
    seen.add(id);
    return { ...call, id };
  });
}

function callOf(json: unknown): Omit<ToolCall, 'id'> & { readonly id?: string } {
  if (!isPlainObject(json)) throw unreadable(json);
  const inner = isPlainObject(json['function']) ? json['function'] : json;
  const id = json['id'] ?? json['call_id'];
  const { name } = inner;
  const args = inner['arguments'] ?? inner['args'] ?? inner['parameters'] ?? {};
  if (typeof name !== 'string') throw unreadable(json);
  return { ...(typeof id === 'string' ? { id } : {}), name, ...argumentsOf(args) };
}

function argumentsOf(args: unknown): Pick<ToolCall, 'arguments' | 'refused'> {
  if (isPlainObject(args)) return { arguments: args };
  const text = typeof args === 'string' ? args.trim() : '';
  if (text === '' || text === 'null') return { arguments: {} };
  try {
    const inner: unknown = JSON.parse(text);
    if (isPlainObject(inner)) return { arguments: inner };
  } catch (error) {
    if ((error as Error).name !== 'SyntaxError') throw error;
  }
  return { arguments: {}, refused: `Its arguments are no JSON object: ${excerpt(text)}` };
}

function unreadable(json: unknown): InvalidArgumentError {
  return new InvalidArgumentError('ToolCalls.fromJson(json)', {
    found: excerpt(JSON.stringify(json) ?? typeof json, 120),
    expected: 'a list of { name, arguments }.',
  });
}
