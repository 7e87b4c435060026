import type { AdapterSignature, AdapterTask, AdapterValues } from '../adapters';
import { ToolCalls } from '../tools';
import { History, type Turn } from '../types';
import { SUBMIT } from './submission';

/** A task whose earlier turns show what was answered as what it was for the model: a call of `submit`. */
export function withSubmittedTurns(signature: AdapterSignature, task: AdapterTask): AdapterTask {
  const entry = Object.entries(task.inputs).find(([, value]) => History.is(value));
  if (entry === undefined) return task;
  const [name, history] = entry as [string, History];
  const turns = history.messages.map((turn) => submittedTurn(signature, turn));
  return { ...task, inputs: { ...task.inputs, [name]: new History(turns) } };
}

function submittedTurn({ inputFields, outputFields }: AdapterSignature, turn: Turn): Turn {
  const own = new Set([...inputFields, ...outputFields].map(({ name }) => name));
  const answered = Object.entries(turn).filter(([name, value]) => !own.has(name) && value !== undefined);
  if (answered.length === 0) return turn;
  const asked: AdapterValues = Object.fromEntries(Object.entries(turn).filter(([name]) => own.has(name)));
  const call = { name: SUBMIT, arguments: Object.fromEntries(answered) };
  return { ...asked, tool_calls: new ToolCalls([call]) };
}
