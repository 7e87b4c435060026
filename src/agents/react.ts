import { type Adapter, currentAdapter, type Prompt } from '../adapters';
import { InvalidArgumentError } from '../errors';
import { ChainOfThought, currentCallScope, Module, Predict, type RenderOptions } from '../modules';
import type { Prediction } from '../primitives';
import {
  type CheckSignature,
  ensureSignature,
  type InputsOf,
  type OutputsOf,
  SignatureDescription,
} from '../signatures';
import { Tool, type ModuleTool } from '../tools';
import type { History } from '../types';
import { assertKnownOptions } from '../util';
import { AgentAdapter } from './agent-adapter';
import {
  assertReActOptions,
  type AgentRunOptions,
  type ReActOptions,
  type StopReason,
} from './react-options';
import { reactSignatures } from './react-signatures';
import { currentRunOptions } from './run-slot';
import { SUBMIT, submitTool } from './submission';
import { Trajectory } from './trajectory';

/** What an agent takes: the inputs of its signature, and a conversation to go on with. */
export type AgentInputs<S> = InputsOf<S> & { readonly history?: History };

/** What an agent answers: the outputs, what it did, why it stopped, and the conversation with this turn. */
export type AgentPredictionOf<S> = Prediction<
  OutputsOf<S> & { trajectory: Trajectory; stopped: StopReason; history: History }
>;

const RUN_OPTIONS = ['directory', 'trajectory', 'approvals'] as const;

/**
 * An agent: a model that thinks, calls tools, looks at what they answer, and goes on until it hands in its answer.
 *
 * Models that take tools are given them as functions, several of which may be called in one turn and run at once; other models
 * are told of them in words. The answer is handed in through a tool `submit` whose arguments are the signature's outputs, types
 * and rules checked. A run that reaches a limit answers as well as what was seen allows, and says so in `stopped`.
 *
 * @remarks DSPy's `ReAct` (`ReActV2` before 3.5), which has its source in Yao et al., "ReAct", 2022. Its predictors are `react`
 * and `extract.predict`.
 *
 * @example
 * ```ts
 * const agent = new ReAct('question -> answer', [search, readPage], { maxIters: 8 });
 * const { answer, trajectory, stopped } = await agent.call({ question: 'Who wrote Dune?' });
 * ```
 */
export class ReAct<const S = string> extends Module {
  /** Decides on the next step. */
  react: Predict<object>;
  /** Answers from what was seen, where the agent could not go on. */
  extract: ChainOfThought<object>;
  /** Says steps in short; only where `compaction` is `'summarize'`. */
  declare summarize?: Predict<'trajectory -> summary'>;
  /** Modules that stand behind tools: their predictors are part of this program. */
  readonly agents: Record<string, object>;
  /** What the model may call, beside `submit`. */
  readonly tools: readonly Tool[];
  /** How it works. */
  readonly options: ReActOptions;
  /** What it is for. */
  readonly signature: SignatureDescription;

  /**
   * @param signature what goes in and what comes out.
   * @param tools with names of their own.
   * @throws {@link SignatureError}, {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(signature: S & CheckSignature<S>, tools: readonly Tool[], options: ReActOptions = {}) {
    super();
    assertReActOptions(options, 'new ReAct(signature, tools, ...)');
    assertTools(tools);
    const given = ensureSignature(signature as object) as SignatureDescription;
    const signatures = reactSignatures(given);
    this.signature = given;
    this.options = Object.freeze({ ...options });
    this.tools = Object.freeze([...tools]);
    this.agents = Object.fromEntries(tools.filter(hasModule).map((tool) => [tool.name, tool.module]));
    this.react = new Predict<object>(signatures.react);
    this.extract = new ChainOfThought<object>(signatures.extract);
    if (options.compaction === 'summarize') this.summarize = new Predict('trajectory -> summary');
  }

  /**
   * Runs the agent with what a plain call has no options for: a directory that keeps the run, a trajectory to go on from,
   * decisions on calls that waited.
   *
   * @throws {@link AgentPausedError} when calls wait for approval; {@link AgentRunMismatchError}; what a call throws.
   */
  run(inputs: AgentInputs<S>, options: AgentRunOptions = {}): Promise<AgentPredictionOf<S>> {
    const { directory, trajectory, approvals, ...call } = options;
    assertKnownOptions(
      options,
      [...RUN_OPTIONS, 'lm', 'adapter', 'signal', 'timeout', 'config', 'cache', 'rolloutId'],
      'agent.run(inputs, ...)',
    );
    return currentRunOptions.run({ directory, trajectory, approvals }, () =>
      this.call(inputs as never, call),
    ) as Promise<AgentPredictionOf<S>>;
  }

  async forward(inputs: AgentInputs<S>): Promise<AgentPredictionOf<S>> {
    const run = currentRunOptions.get() ?? {};
    return currentRunOptions.run(undefined, async () => {
      const { runReAct } = await import('./run-react');
      const tools = this.toolsInForce();
      return (await runReAct(this, { inputs: inputs as object, tools, run })) as AgentPredictionOf<S>;
    });
  }

  override render(inputs: AgentInputs<S> & object, options: RenderOptions = {}): Prompt {
    const inner = options.adapter ?? currentCallScope()?.adapter ?? currentAdapter.get();
    const adapter = this.adapterOver(inner, this.toolsInForce());
    return this.react.render({ ...inputs, trajectory: new Trajectory() }, { ...options, adapter });
  }

  /** @internal The tools, with `submit`; modules behind them are those of this program. */
  toolsInForce(): readonly Tool[] {
    const own = this.tools.map((tool) =>
      hasModule(tool) ? tool.withModule(this.agents[tool.name] as never) : tool,
    );
    return [...own, submitTool(this.signature)];
  }

  /** @internal */
  adapterOver(inner: Adapter, tools: readonly Tool[]): AgentAdapter {
    return new AgentAdapter({ inner, tools, protocol: this.options.protocol ?? 'auto' });
  }
}

function hasModule(tool: Tool): tool is ModuleTool {
  return 'module' in tool && 'withModule' in tool;
}

function assertTools(tools: readonly Tool[]): void {
  const seen = new Set<string>([SUBMIT]);
  for (const tool of tools) {
    if (!Tool.is(tool)) {
      throw new InvalidArgumentError('new ReAct(signature, tools)', {
        found: typeof tool,
        expected: 'tools.',
        fix: "new Tool(fn, { name: '…' }), toolFromModule(module, { name: '…' }), toolsOf(object).",
      });
    }
    if (seen.has(tool.name)) {
      throw new InvalidArgumentError('new ReAct(signature, tools)', {
        found: `a tool called ${tool.name}`,
        expected: 'names that are free; `submit` hands in the answer.',
      });
    }
    seen.add(tool.name);
  }
}
