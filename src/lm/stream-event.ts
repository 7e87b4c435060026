import type { ToolCallPart, Usage } from '../messages';
import type { LmResponse } from './response';

/** A piece of the reply's text. */
export interface LmTextDelta {
  readonly type: 'text-delta';
  /** Which of several outputs it belongs to, from 0. */
  readonly output: number;
  readonly delta: string;
}

/** A piece of what a reasoning model thinks. */
export interface LmReasoningDelta {
  readonly type: 'reasoning-delta';
  /** Which of several outputs it belongs to, from 0. */
  readonly output: number;
  readonly delta: string;
}

/** A piece of the words a model refuses with. */
export interface LmRefusalDelta {
  readonly type: 'refusal-delta';
  /** Which of several outputs it belongs to, from 0. */
  readonly output: number;
  readonly delta: string;
}

/** A tool call begins; its arguments follow. */
export interface LmToolCallStart {
  readonly type: 'tool-call-start';
  /** Which of several outputs it belongs to, from 0. */
  readonly output: number;
  readonly id: string;
  readonly name: string;
}

/** A piece of a tool call's arguments, as JSON text. */
export interface LmToolCallDelta {
  readonly type: 'tool-call-delta';
  /** Which of several outputs it belongs to, from 0. */
  readonly output: number;
  readonly id: string;
  readonly delta: string;
}

/** A tool call's arguments are complete. Not to be acted on before the reply's `finishReason` is known. */
export interface LmToolCallEnd {
  readonly type: 'tool-call-end';
  /** Which of several outputs it belongs to, from 0. */
  readonly output: number;
  readonly toolCall: ToolCallPart;
}

/** What the call has consumed so far; a later one replaces an earlier one. */
export interface LmUsageEvent {
  readonly type: 'usage';
  readonly usage: Usage;
}

/** The reply is whole. Always the last event. */
export interface LmFinish {
  readonly type: 'finish';
  /** What `generate` would have given. */
  readonly response: LmResponse;
}

/** One step of a reply that comes in pieces. */
export type LmStreamEvent =
  | LmTextDelta
  | LmReasoningDelta
  | LmRefusalDelta
  | LmToolCallStart
  | LmToolCallDelta
  | LmToolCallEnd
  | LmUsageEvent
  | LmFinish;
