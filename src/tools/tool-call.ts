import type { ToolResult } from './tool-result';

/** One call a model asks for. Plain JSON. */
export interface ToolCall {
  /** Names the call; its result has the same. */
  readonly id: string;
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** Why the call must not run, such as a reply that was cut: the model is told so instead. */
  readonly refused?: string;
}

/** The result of the call of the same id. Plain JSON. */
export interface ToolCallResult extends ToolResult {
  readonly id: string;
  readonly name: string;
}

/** The results of calls, in the order of the calls: exactly one for each id. */
export type ToolCallResults = readonly ToolCallResult[];
