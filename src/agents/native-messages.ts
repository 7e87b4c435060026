import {
  formatNative,
  nativeContent,
  type AdapterSignature,
  type AdapterTask,
  type AdapterValues,
} from '../adapters';
import type { ContentPart, Message, ToolCallPart, ToolResultPart } from '../messages';
import type { Field } from '../signatures';
import { ToolCalls, type ToolCall } from '../tools';
import { Trajectory } from './trajectory';
import type { TrajectoryCall, TrajectoryStep } from './trajectory-parts';
import { openingOf } from './trajectory-text';

const isShown = ({ name }: Field): boolean => name !== 'trajectory';

/** The messages for a model that calls tools itself. Every call is followed by exactly one result. */
export function nativeMessages(signature: AdapterSignature, task: AdapterTask): Message[] {
  const { system, conversation, request } = formatNative(signature, task, isShown);
  const trajectory = Trajectory.is(task.inputs['trajectory']) ? task.inputs['trajectory'] : new Trajectory();
  const demos = (task.demos ?? []).flatMap((demo, index) =>
    demoMessages(signature, demo as AdapterValues, index),
  );
  const opening = openingOf(trajectory.hidden, trajectory.summary);
  return [
    system,
    ...demos,
    ...conversation,
    opening === '' ? request : withText(request, `\n\n${opening}`),
    ...trajectory.shownSteps.flatMap(stepMessages),
  ];
}

function stepMessages({ thought, calls, reasoning = [], note }: TrajectoryStep): Message[] {
  const said: ContentPart[] = [
    ...reasoning,
    ...(thought === '' ? [] : [{ type: 'text', text: thought } as const]),
    ...calls.map(callPart),
  ];
  return [
    ...(said.length === 0 ? [] : [{ role: 'assistant', content: said } as const]),
    ...(calls.length === 0 ? [] : [{ role: 'tool', content: calls.map(resultPart) } as const]),
    ...(note === undefined ? [] : [{ role: 'user', content: note } as const]),
  ];
}

function callPart({ id, name, arguments: args }: ToolCall): ToolCallPart {
  return { type: 'tool-call', id, name, arguments: args };
}

function resultPart({ id, name, result }: TrajectoryCall): ToolResultPart {
  const { content, isError } = result ?? {
    content: 'There is no result: the call was cancelled.',
    isError: true,
  };
  return { type: 'tool-result', id, name, content, ...(isError ? { isError } : {}) };
}

/** A demonstration: what was asked and done, and the calls that were right then. They are not run. */
function demoMessages(signature: AdapterSignature, demo: AdapterValues, index: number): Message[] {
  const asked = nativeContent(signature.inputFields, demo);
  const calls = ToolCalls.is(demo['tool_calls']) ? demo['tool_calls'].calls : [];
  if (asked === '' || calls.length === 0) return [];
  const thought = typeof demo['next_thought'] === 'string' ? demo['next_thought'] : '';
  const own = calls.map((call, place) => ({ ...call, id: `demo_${index}_${place}` }));
  const result = { content: 'Shown as an example; not run.', isError: false };
  const step = { thought, calls: own.map((call) => ({ ...call, result })) };
  return [{ role: 'user', content: asked }, ...stepMessages(step)];
}

function withText(message: Message, text: string): Message {
  const { content } = message;
  return {
    ...message,
    content: typeof content === 'string' ? content + text : [...content, { type: 'text', text }],
  };
}
