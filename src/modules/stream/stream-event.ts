import type { FieldDelta } from '../../adapters';
import type { ToolResult } from '../../tools';

/** Which call of which predictor an event belongs to. */
export interface StreamOrigin {
  /** The predictor's path in the program that is streamed, `self` for the program itself. */
  readonly predictor: string;
  /** The number of the call, from 0: calls of one predictor are told apart by it, side by side or one after the other. */
  readonly call: number;
}

/** A model is asked. Again for the same call, where a reply could not be read. */
export interface LmStartEvent extends StreamOrigin {
  readonly type: 'lm-start';
  /** As `provider/model`. */
  readonly model: string;
}

/** A piece of an output. */
export interface FieldDeltaEvent extends StreamOrigin, FieldDelta {
  readonly type: 'field-delta';
}

/** A piece of what a reasoning model thinks before it answers. */
export interface ReasoningDeltaEvent extends StreamOrigin {
  readonly type: 'reasoning-delta';
  readonly delta: string;
}

/** A tool begins to run. */
export interface ToolStartEvent {
  readonly type: 'tool-start';
  /** The same in both events of a call. */
  readonly id: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** A tool has ended, well or not. */
export interface ToolEndEvent {
  readonly type: 'tool-end';
  readonly id: string;
  readonly tool: string;
  readonly result: ToolResult;
  /** Milliseconds. */
  readonly duration: number;
}

/** What the program said with `emitStatus`. */
export interface StatusEvent {
  readonly type: 'status';
  readonly message: string;
  /** Further data of the program's own. */
  readonly data?: unknown;
}

/** What the program came to. Always the last event. */
export interface PredictionEvent<Result> {
  readonly type: 'prediction';
  readonly prediction: Result;
}

/** What happens while a program runs. */
export type ProgramStreamEvent<Result = unknown> =
  | LmStartEvent
  | FieldDeltaEvent
  | ReasoningDeltaEvent
  | ToolStartEvent
  | ToolEndEvent
  | StatusEvent
  | PredictionEvent<Result>;
