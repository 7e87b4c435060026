import { type Adapter, currentAdapter } from '../adapters';
import { type ChainOfThought, currentCallScope, type Predict } from '../modules';
import { Prediction } from '../primitives';
import type { SignatureDescription } from '../signatures';
import type { Tool } from '../tools';
import { History, revive, toJson } from '../types';
import { sameJson } from '../util';
import type { AgentAdapter } from './agent-adapter';
import { AgentJournal } from './agent-journal';
import type { Compactor } from './compaction';
import { askShorter, nextStep } from './next-step';
import { decisionOf, performCalls } from './perform-calls';
import type { AgentRunOptions, ReActOptions, StopReason } from './react-options';
import { reactSignatures } from './react-signatures';
import { FINISH, readSubmission, SUBMIT } from './submission';
import type { Trajectory } from './trajectory';
import { ContextWindowExceededError } from '../lm';

/** What a run needs of the agent. */
export interface ReActParts {
  readonly react: Predict<object>;
  readonly extract: ChainOfThought<object>;
  readonly summarize?: Predict<'trajectory -> summary'>;
  readonly options: ReActOptions;
  readonly signature: SignatureDescription;
  adapterOver(inner: Adapter, tools: readonly Tool[]): AgentAdapter;
}

/** What one run is made of. */
export interface ReActCall {
  readonly inputs: object;
  readonly tools: readonly Tool[];
  readonly run: Pick<AgentRunOptions, 'directory' | 'trajectory' | 'approvals'>;
}

type Values = Readonly<Record<string, unknown>>;

/** One run of an agent, from its first step or from where it was left. */
export async function runReAct(agent: ReActParts, call: ReActCall): Promise<Prediction> {
  const journal = openJournal(agent, call);
  try {
    for (const [id, said] of Object.entries(call.run.approvals ?? {})) {
      if (!journal.state.decisions.has(id)) journal.add({ type: 'decision', id, ...decisionOf(said) });
    }
    const { end } = journal.state;
    if (end !== undefined)
      return predictionOf(agent, call, { ...end, outputs: revived(agent, end.outputs), journal });
    const { stopped, outputs = await extracted(agent, call, journal) } = await work(agent, call, journal);
    journal.add({ type: 'end', stopped, outputs: plain(agent, outputs) });
    return predictionOf(agent, call, { stopped, outputs, journal });
  } finally {
    journal.close();
  }
}

function openJournal({ signature }: ReActParts, { inputs, tools, run }: ReActCall): AgentJournal {
  if (run.directory === undefined) return AgentJournal.inMemory(run.trajectory);
  const names = tools.map(({ name }) => name).join(', ');
  const identity = { program: `${signature.toString()} with ${names}`, inputs: sameJson(jsonOf(inputs)) };
  return AgentJournal.open(run.directory, identity, run.trajectory);
}

function jsonOf(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, member: unknown) => (typeof member === 'bigint' ? String(member) : member)),
  );
}

/** Steps until the model submits, or until there is a reason to stop. */
async function work(
  agent: ReActParts,
  call: ReActCall,
  journal: AgentJournal,
): Promise<{ stopped: StopReason; outputs?: Values }> {
  const { options, signature: task } = agent;
  const signal = currentCallScope()?.signal;
  const compactor = compactorOf(agent, journal);
  const adapter = agent.adapterOver(currentCallScope()?.adapter ?? currentAdapter.get(), call.tools);
  const ask = (trajectory: Trajectory): Promise<Prediction> =>
    agent.react.call({ ...call.inputs, trajectory }, { adapter }) as Promise<Prediction>;
  let tokens = 0;
  for (;;) {
    await performCalls({ journal, tools: call.tools, task, options, signal });
    const outputs = await submitted(task, journal.state.trajectory);
    if (outputs !== undefined) return { stopped: 'submit', outputs };
    const { steps } = journal.state.trajectory;
    if (isOver(steps.at(-1), call.tools)) return { stopped: 'no-tool-call' };
    if (steps.length >= (options.maxIters ?? 20)) return { stopped: 'step-limit' };
    if (tokens >= (options.tokenBudget ?? Number.POSITIVE_INFINITY)) return { stopped: 'token-limit' };
    const next = await nextStep(compactor, ask, options.maxTrajectoryLength ?? Number.POSITIVE_INFINITY);
    if ('stopped' in next) return next;
    tokens += next.tokens;
    journal.add({ type: 'step', step: next.step });
  }
}

function compactorOf({ summarize }: ReActParts, journal: AgentJournal): Compactor {
  return { journal, ...(summarize === undefined ? {} : { summarize }) };
}

/** The outputs that were handed in by the last step, if it did and they are accepted. */
async function submitted(task: SignatureDescription, { steps }: Trajectory): Promise<Values | undefined> {
  const call = steps.at(-1)?.calls.find(({ name, result }) => name === SUBMIT && result?.isError === false);
  if (call === undefined) return undefined;
  const submission = await readSubmission(task, call);
  return 'values' in submission ? submission.values : undefined;
}

/** The model called nothing, or says as in DSPy's older `ReAct` that it is done. */
function isOver(step: Trajectory['steps'][number] | undefined, tools: readonly Tool[]): boolean {
  if (step === undefined || step.note !== undefined) return false;
  const isKnown = tools.some(({ name }) => name === FINISH);
  return step.calls.length === 0 || (!isKnown && step.calls.some(({ name }) => name === FINISH));
}

/** The best answer from what was seen. */
async function extracted(agent: ReActParts, { inputs }: ReActCall, journal: AgentJournal): Promise<Values> {
  const ask = (trajectory: Trajectory): Promise<Prediction> =>
    agent.extract.call({ ...inputs, trajectory }) as Promise<Prediction>;
  const prediction = await askShorter(compactorOf(agent, journal), ask);
  if (prediction === undefined) {
    throw new ContextWindowExceededError({
      problem: 'The last step alone is longer than the model can read.',
      fix: 'give the tools a smaller maxResultLength.',
    });
  }
  const names = agent.signature.outputFields.map(({ name }) => name);
  return Object.fromEntries(
    names.filter((name) => prediction.has(name)).map((name) => [name, prediction.get(name)]),
  );
}

interface Ended {
  readonly stopped: StopReason;
  readonly outputs: Values;
  readonly journal: AgentJournal;
}

function predictionOf(
  { signature }: ReActParts,
  { inputs }: ReActCall,
  { stopped, outputs, journal }: Ended,
): Prediction {
  const { history: field } = reactSignatures(signature);
  const { [field]: history, ...asked } = inputs as Values;
  const turns = History.is(history) ? history : new History();
  return Prediction.from({
    ...outputs,
    trajectory: journal.state.trajectory,
    stopped,
    history: turns.append({ ...asked, ...outputs }),
  });
}

function plain({ signature }: ReActParts, outputs: Values): Values {
  const present = signature.outputFields.filter(({ name }) => outputs[name] !== undefined);
  return Object.fromEntries(
    present.map(({ name, type }) => [name, jsonOf(toJson(type, outputs[name], name))]),
  );
}

function revived({ signature }: ReActParts, outputs: Values): Values {
  const present = signature.outputFields.filter(({ name }) => outputs[name] !== undefined);
  return Object.fromEntries(present.map(({ name, type }) => [name, revive(type, outputs[name], name)]));
}
