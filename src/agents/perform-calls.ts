import { errorResult, runToolCall, type Tool, toolResult, type ToolResult } from '../tools';
import { asyncPool } from '../util';
import type { SignatureDescription } from '../signatures';
import type { AgentJournal, Decision } from './agent-journal';
import { AgentPausedError, type ApprovalRequest } from './agent-errors';
import type { ApprovalDecision, ReActOptions } from './react-options';
import { FINISH, readSubmission, submissionResult, SUBMIT } from './submission';
import type { TrajectoryCall } from './trajectory-parts';

/** What calls are performed with. */
export interface Performance {
  readonly journal: AgentJournal;
  readonly tools: readonly Tool[];
  readonly task: SignatureDescription;
  readonly options: ReActOptions;
  readonly signal: AbortSignal | undefined;
}

const INTERRUPTED =
  'The work was interrupted while this call was under way. Nobody knows whether it took effect. It was not made again.';

/**
 * Gives every open call its result: approvals first, then the calls, several at once. Each call is noted before it is made and
 * its result before anybody sees it.
 *
 * @throws {@link AgentPausedError} when calls wait for approval, after all others were made; the signal's reason.
 */
export async function performCalls(performance: Performance): Promise<void> {
  const { journal, options, signal } = performance;
  const open = journal.state.trajectory.openCalls;
  const waiting: ApprovalRequest[] = [];
  const ready: TrajectoryCall[] = [];
  for (const call of open) {
    const request = requestFor(performance, call);
    if (request === undefined || (await decided(performance, request))) ready.push(call);
    else waiting.push(request);
  }
  await asyncPool({ concurrency: options.concurrency ?? 8, signal }, ready, (call) =>
    perform(performance, call),
  );
  if (waiting.length > 0) throw new AgentPausedError(waiting, journal.state.trajectory);
}

/** What has to be asked before a call, if anything. */
function requestFor({ journal, tools }: Performance, call: TrajectoryCall): ApprovalRequest | undefined {
  const { id, name, arguments: args, refused } = call;
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined || refused !== undefined) return undefined;
  const wasBegun = journal.state.begun.has(id);
  if (wasBegun && tool.whenInterrupted === 'ask')
    return { id, tool: name, arguments: args, reason: 'interrupted' };
  if (wasBegun || !tool.needsApproval(args)) return undefined;
  return { id, tool: name, arguments: args, reason: 'approval' };
}

/** Whether somebody decided; asks if nobody did. */
async function decided({ journal, options }: Performance, request: ApprovalRequest): Promise<boolean> {
  const { id } = request;
  if (journal.state.decisions.has(id)) return true;
  const said = (await options.approve?.(request)) ?? 'pause';
  if (said === 'pause') return false;
  journal.add({ type: 'decision', id, ...decisionOf(said) });
  return true;
}

/** A decision as it is kept. */
export function decisionOf(said: Exclude<ApprovalDecision, 'pause'>): Decision {
  return typeof said === 'boolean' ? { allowed: said } : { allowed: false, reason: said.reason };
}

async function perform(performance: Performance, call: TrajectoryCall): Promise<void> {
  const { journal } = performance;
  const { id } = call;
  const result = standingResult(performance, call) ?? (await made(performance, call));
  journal.add({ type: 'call-end', id, result });
}

/** The result of a call that is not to be made. */
function standingResult(
  { journal, tools }: Performance,
  { id, name }: TrajectoryCall,
): ToolResult | undefined {
  const decision = journal.state.decisions.get(id);
  if (decision?.allowed === false) {
    return errorResult(
      `This call was not allowed.${decision.reason === undefined ? '' : ` ${decision.reason}`}`,
    );
  }
  const tool = tools.find((each) => each.name === name);
  const isLost = journal.state.begun.has(id) && tool?.whenInterrupted === 'skip';
  return isLost ? errorResult(INTERRUPTED) : undefined;
}

async function made(
  { journal, tools, task, signal }: Performance,
  call: TrajectoryCall,
): Promise<ToolResult> {
  if (call.name === SUBMIT && call.refused === undefined)
    return submissionResult(await readSubmission(task, call));
  const isKnown = tools.some(({ name }) => name === call.name);
  // What models do that know DSPy's older agent: it ends the work, see `isOver`.
  if (call.name === FINISH && !isKnown) return toolResult({ content: 'Done.' });
  journal.add({ type: 'call-begin', id: call.id });
  const { content, structured, isError } = await runToolCall(call, tools, signal);
  return { content, ...(structured === undefined ? {} : { structured }), isError };
}
