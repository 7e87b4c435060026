import type { Citation, FinishReason, ReasoningPart, ToolCallPart, Usage } from '../../../messages';
import type { LmCall } from '../../language-model';
import type { LmRequest } from '../../request';

/** A reply in full; what is left out is as a well-behaved model would say it. */
export interface MockReplyParts {
  /** @default '' */
  readonly text?: string;
  /** An `id` that is left out is made up: `call_1`, `call_2`, … */
  readonly toolCalls?: readonly (Omit<ToolCallPart, 'type' | 'id'> & { readonly id?: string })[];
  readonly reasoning?: string | readonly ReasoningPart[];
  readonly citations?: readonly Citation[];
  /** @default 'tool-calls' when there are any, else 'stop' */
  readonly finishReason?: FinishReason;
  readonly refusal?: string;
  /** Counters that are left out are 0, `requests` is 1. */
  readonly usage?: Partial<Usage>;
}

/** Answers a request of a script. */
export type MockResponder = (request: LmRequest, call: LmCall) => MockReply | Promise<MockReply>;

/** What a mock answers to one request. An error is thrown. A list gives several outputs. */
export type MockReply =
  string | MockReplyParts | Error | readonly (string | MockReplyParts)[] | MockResponder;
