import type { ReasoningPart } from '../messages';
import type { ToolCall, ToolResult } from '../tools';

/** A call of a tool, and its result as soon as there is one. Plain JSON. */
export interface TrajectoryCall extends ToolCall {
  readonly result?: ToolResult;
}

/** One turn of an agent: what the model thought, what it called, what came back. Plain JSON. */
export interface TrajectoryStep {
  readonly thought: string;
  readonly calls: readonly TrajectoryCall[];
  /** What a reasoning model thought, as its provider wants it back. */
  readonly reasoning?: readonly ReasoningPart[];
  /** What the model was told instead of a result, such as that its reply was cut. */
  readonly note?: string;
}

/** What a trajectory is made of. Plain JSON. */
export interface TrajectoryParts {
  readonly steps: readonly TrajectoryStep[];
  /**
   * How many of the first steps the model is no longer shown.
   * @default 0
   */
  readonly hidden?: number;
  /** What stands for the hidden steps, where they were summarised. */
  readonly summary?: string;
}
