import { InvalidArgumentError } from '../errors';
import type { CallOptions } from '../modules';
import { assertKnownOptions } from '../util';
import type { AgentProtocol } from './agent-adapter';
import type { ApprovalRequest } from './agent-errors';
import type { Trajectory } from './trajectory';

/** What a person (or a rule) says to a call: yes, no, no with a reason for the model, or not yet. */
export type ApprovalDecision = boolean | { readonly reason: string } | 'pause';

/** How an agent works. */
export interface ReActOptions {
  /**
   * Most turns of the model; then the best answer from what was seen is given. DSPy's `max_iters`.
   * @default 20
   */
  readonly maxIters?: number;
  /**
   * Most tokens, read and written, of all turns together; then the best answer from what was seen is given.
   * @default no limit
   */
  readonly tokenBudget?: number;
  /**
   * Most calls of one turn that run at once.
   * @default 8
   */
  readonly concurrency?: number;
  /**
   * Whether tools reach the model as functions of the provider or in words.
   * @default 'auto': as functions where the model takes them
   */
  readonly protocol?: AgentProtocol;
  /**
   * What is done when the trajectory grows too long: its first steps are left out, or a model says them in short. What it
   * did stays whole in `prediction.trajectory`.
   * @default 'truncate'
   */
  readonly compaction?: 'truncate' | 'summarize';
  /**
   * Longest trajectory the model is shown, in characters; it is made shorter before that. When the model says that its
   * context is full, it is made shorter in any case.
   * @default no limit
   */
  readonly maxTrajectoryLength?: number;
  /**
   * Decides on calls of tools with `needsApproval`, and on interrupted calls of tools that ask.
   * @default nobody decides: the run pauses with an {@link AgentPausedError}
   */
  readonly approve?: (request: ApprovalRequest) => ApprovalDecision | Promise<ApprovalDecision>;
}

/** What surrounds one run of an agent, beside the options of any call. */
export interface AgentRunOptions extends Omit<CallOptions, 'demos'> {
  /**
   * Keeps the run in this directory, step by step. A run that is there already is gone on with: calls with a result are not
   * made again, a finished run gives its answer at once.
   * @default the run is not kept
   */
  readonly directory?: string;
  /**
   * Goes on from here.
   * @default a fresh start
   */
  readonly trajectory?: Trajectory;
  /**
   * Decisions on calls that waited, by id.
   * @default none
   */
  readonly approvals?: Readonly<Record<string, Exclude<ApprovalDecision, 'pause'>>>;
}

/** Why an agent stopped. `submit` is the good end; all others gave the best answer from what was seen. */
export type StopReason =
  'submit' | 'step-limit' | 'token-limit' | 'no-tool-call' | 'context-full' | 'unreadable-reply';

const KNOWN: readonly (keyof ReActOptions)[] = [
  'maxIters',
  'tokenBudget',
  'concurrency',
  'protocol',
  'compaction',
  'maxTrajectoryLength',
  'approve',
];

/**
 * Refuses options that nothing reads and values that cannot be.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function assertReActOptions(options: ReActOptions, where: string): void {
  assertKnownOptions(options, KNOWN, where);
  for (const name of ['maxIters', 'tokenBudget', 'concurrency', 'maxTrajectoryLength'] as const) {
    const value = options[name];
    if (value === undefined || (Number.isSafeInteger(value) && value >= 1)) continue;
    throw new InvalidArgumentError(`${where} ${name}`, {
      found: String(value),
      expected: 'a whole number, at least 1.',
    });
  }
  const { protocol = 'auto', compaction = 'truncate' } = options;
  if (!['auto', 'native', 'text'].includes(protocol)) {
    throw new InvalidArgumentError(`${where} protocol`, {
      found: String(protocol),
      expected: "'auto', 'native' or 'text'.",
    });
  }
  if (!['truncate', 'summarize'].includes(compaction)) {
    throw new InvalidArgumentError(`${where} compaction`, {
      found: String(compaction),
      expected: "'truncate' or 'summarize'.",
    });
  }
}
