import { DspyError } from '../errors';
import { excerpt } from '../util';
import type { Trajectory } from './trajectory';

/** A call that waits for a person. Plain JSON. */
export interface ApprovalRequest {
  /** Names the call in `approvals`. */
  readonly id: string;
  readonly tool: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  /** `interrupted`: the call had begun when the run was killed, and nobody knows what it did. */
  readonly reason: 'approval' | 'interrupted';
}

/**
 * An agent waits for approval. Keep the trajectory (or run with a `directory`, which keeps it), and go on any time later with
 * `agent.run(inputs, { trajectory, approvals: { [id]: true } })`.
 */
export class AgentPausedError extends DspyError {
  static override readonly code = 'AGENT_PAUSED';

  /**
   * @param requests the calls that wait.
   * @param trajectory all that was done so far.
   */
  constructor(
    readonly requests: readonly ApprovalRequest[],
    readonly trajectory: Trajectory,
  ) {
    super({
      problem: `The agent waits for approval of ${requests.length === 1 ? 'a call' : `${requests.length} calls`}.`,
      found: requests.map(({ id, tool, reason }) => `${id}: ${tool} (${reason})`).join('\n'),
      fix: 'decide, and go on with agent.run(inputs, { trajectory: error.trajectory, approvals: { [id]: true } }).',
    });
  }
}

/** A run's directory holds the run of another program, or of other inputs. */
export class AgentRunMismatchError extends DspyError {
  static override readonly code = 'AGENT_RUN_MISMATCH';

  /**
   * @param directory where the run is kept.
   * @param what what differs.
   */
  constructor(
    readonly directory: string,
    what: string,
  ) {
    super({
      problem: `The run in ${directory} cannot be gone on with: ${what}.`,
      fix: 'call with the same inputs, or give each run a directory of its own.',
    });
  }
}

/** Code that a model wrote failed as often as it may. */
export class CodeGivenUpError extends DspyError {
  static override readonly code = 'CODE_GIVEN_UP';
  override readonly retryable = true;

  /**
   * @param attempts how many pieces of code there were.
   * @param reason how the last one failed.
   */
  constructor(
    readonly attempts: number,
    reason: string,
  ) {
    super({
      problem: `No code of ${attempts} that the model wrote could be run.`,
      found: excerpt(reason),
      fix: 'describe the task more closely, allow more attempts with `maxIters`, or choose a more capable model.',
    });
  }
}
