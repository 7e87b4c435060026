import { InvalidArgumentError } from '../errors';
import type { ToolResult } from '../tools';
import { excerpt, isPlainObject } from '../util';
import type { TrajectoryCall, TrajectoryParts, TrajectoryStep } from './trajectory-parts';

type Json = Readonly<Record<string, unknown>>;

/** Reads a trajectory: our own JSON, or the flat record of DSPy's older `ReAct`. */
export function trajectoryFromJson(json: unknown): TrajectoryParts {
  if (!isPlainObject(json)) throw unreadable(json);
  if (Array.isArray(json['steps'])) return ownParts(json, json['steps']);
  if (Object.keys(json).every((key) => /^(?:thought|tool_name|tool_args|observation)_\d+$/.test(key))) {
    return { steps: olderSteps(json) };
  }
  throw unreadable(json);
}

function ownParts(json: Json, steps: readonly unknown[]): TrajectoryParts {
  const { hidden, summary } = json;
  const isHidden =
    Number.isSafeInteger(hidden) && (hidden as number) >= 0 && (hidden as number) <= steps.length;
  return {
    steps: steps.map(stepOf),
    ...(isHidden ? { hidden: hidden as number } : {}),
    ...(typeof summary === 'string' ? { summary } : {}),
  };
}

function stepOf(json: unknown): TrajectoryStep {
  if (!isPlainObject(json) || !Array.isArray(json['calls'])) throw unreadable(json);
  const { thought, calls, reasoning, note } = json;
  return {
    thought: typeof thought === 'string' ? thought : '',
    calls: (calls as readonly unknown[]).map(callOf),
    ...(Array.isArray(reasoning) ? { reasoning: reasoning as TrajectoryStep['reasoning'] } : {}),
    ...(typeof note === 'string' ? { note } : {}),
  };
}

function callOf(json: unknown): TrajectoryCall {
  if (!isPlainObject(json) || typeof json['id'] !== 'string' || typeof json['name'] !== 'string')
    throw unreadable(json);
  const { id, name, arguments: args, result, refused } = json;
  return {
    id,
    name,
    arguments: isPlainObject(args) ? args : {},
    ...(typeof refused === 'string' ? { refused } : {}),
    ...(isResult(result) ? { result } : {}),
  };
}

function isResult(value: unknown): value is ToolResult {
  return isPlainObject(value) && (typeof value['content'] === 'string' || Array.isArray(value['content']));
}

/** DSPy numbers the keys of its steps from 0; a step that failed half-way lacks the later ones. */
function olderSteps(json: Json): TrajectoryStep[] {
  const indices = new Set(Object.keys(json).map((key) => Number(/\d+$/.exec(key)?.[0])));
  return [...indices].sort((left, right) => left - right).map((index) => olderStep(json, index));
}

function olderStep(json: Json, index: number): TrajectoryStep {
  const [thought, name, args, observation] = ['thought', 'tool_name', 'tool_args', 'observation'].map(
    (key) => json[`${key}_${index}`],
  );
  const content = typeof observation === 'string' ? observation : JSON.stringify(observation ?? null);
  const call: TrajectoryCall = {
    id: `call_${index}`,
    name: typeof name === 'string' ? name : 'unknown',
    arguments: isPlainObject(args) ? args : {},
    ...(observation === undefined
      ? {}
      : { result: { content, isError: content.startsWith('Execution error in') } }),
  };
  return { thought: typeof thought === 'string' ? thought : '', calls: name === undefined ? [] : [call] };
}

function unreadable(json: unknown): InvalidArgumentError {
  return new InvalidArgumentError('Trajectory.fromJson(json)', {
    found: excerpt(JSON.stringify(json) ?? typeof json, 120),
    expected:
      '{ steps: [{ thought, calls }] }, or the record of thought_0, tool_name_0, tool_args_0, observation_0, ….',
  });
}
