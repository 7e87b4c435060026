export type { AgentProtocol } from './agent-adapter';
export {
  AgentPausedError,
  AgentRunMismatchError,
  CodeGivenUpError,
  type ApprovalRequest,
} from './agent-errors';
export { ReAct, type AgentInputs, type AgentPredictionOf } from './react';
export type { AgentRunOptions, ApprovalDecision, ReActOptions, StopReason } from './react-options';
export { Trajectory } from './trajectory';
export type { TrajectoryCall, TrajectoryParts, TrajectoryStep } from './trajectory-parts';
export { CodeAct, type CodeActPredictionOf } from './code-act';
export type { CodeModuleOptions } from './code/code-options';
export { ProgramOfThought } from './program-of-thought';
export { RLM, type RlmPredictionOf } from './rlm/rlm';
export type { RlmOptions } from './rlm/rlm-options';
