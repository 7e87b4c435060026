import { ChainOfThought, currentCallScope, Module, Predict } from '../modules';
import { Prediction } from '../primitives';
import {
  type CheckSignature,
  createField,
  ensureSignature,
  type InputsOf,
  type OutputsOf,
  type SignatureDescription,
} from '../signatures';
import type { Tool } from '../tools';
import type { FieldType } from '../types';
import { textField, withInputsOf } from './code/code-fields';
import { codeIn } from './code/code-in';
import {
  codeRules,
  codeSettings,
  withInterpreter,
  type CodeModuleOptions,
  type CodeSettings,
} from './code/code-options';
import { describeFunctions, hostFunctions } from './code/host-functions';
import { runCode } from './code/run-code';
import { Trajectory } from './trajectory';

/** What it answers: the outputs, and what was done for them. */
export type CodeActPredictionOf<S> = Prediction<
  OutputsOf<S> & { trajectory: Trajectory; stopped: 'finished' | 'step-limit' }
>;

const TRAJECTORY = { kind: 'custom', type: Trajectory } as unknown as FieldType;

/**
 * An agent that acts by writing code: each piece runs in one sandbox, in which tools are functions and variables stay, until
 * the model says that it has what it needs.
 *
 * @remarks DSPy's `CodeAct`, which has its source in Wang et al., "Executable Code Actions", 2024. Unlike there, tools are any
 * tools: they run outside of the sandbox.
 *
 * @example
 * ```ts
 * const agent = new CodeAct('question -> answer', [search]);
 * const { answer, trajectory } = await agent.call({ question: 'Which of the two is older?' });
 * ```
 */
export class CodeAct<const S = string> extends Module {
  /** Writes the next piece of code. */
  codeact: Predict<object>;
  /** Reads the answer off what came out. */
  extract: ChainOfThought<object>;
  /** What code may call. */
  readonly tools: readonly Tool[];
  /** How it works. */
  readonly settings: CodeSettings;
  /** What it is for. */
  readonly signature: SignatureDescription;

  /**
   * @param signature what goes in and what comes out.
   * @throws {@link SignatureError}, {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(signature: S & CheckSignature<S>, tools: readonly Tool[], options: CodeModuleOptions = {}) {
    super();
    this.settings = codeSettings(options, 'new CodeAct(signature, tools, ...)', 5);
    const given = ensureSignature(signature as object) as SignatureDescription;
    const seen = createField('trajectory', {
      role: 'input',
      type: TRAJECTORY,
      desc: 'the code so far and what came of it',
    });
    const wait = this.settings.language === 'javascript' ? ' Await what they give.' : '';
    const functions =
      tools.length === 0 ? '' : `\nThese functions are there.${wait}\n${describeFunctions(tools)}`;
    const task = `${given.instructions}\n\nWork towards this by small pieces of code; variables stay from one to the next.\n${codeRules(this.settings)}${functions}`;
    this.signature = given;
    this.tools = Object.freeze([...tools]);
    this.codeact = new Predict<object>(
      withInputsOf(given, task, [
        seen,
        textField('generated_code', 'output', 'the next piece of code'),
        createField('finished', {
          role: 'output',
          type: { kind: 'boolean' },
          desc: 'whether this piece is the last one needed',
        }),
      ]),
    );
    this.extract = new ChainOfThought<object>(
      withInputsOf(given, `${given.instructions}\n\nAnswer from what the code gave.`, [
        seen,
        ...given.outputFields,
      ]),
    );
  }

  async forward(inputs: InputsOf<S>): Promise<CodeActPredictionOf<S>> {
    const { trajectory, stopped } = await this.work(inputs as object);
    const prediction = await this.extract.call({ ...(inputs as object), trajectory });
    const names = this.signature.outputFields.map(({ name }) => name);
    const outputs = names
      .filter((name) => prediction.has(name))
      .map((name) => [name, prediction.get(name)] as const);
    return Prediction.from({
      ...Object.fromEntries(outputs),
      trajectory,
      stopped,
    }) as unknown as CodeActPredictionOf<S>;
  }

  private work(
    inputs: object,
  ): Promise<{ readonly trajectory: Trajectory; readonly stopped: 'finished' | 'step-limit' }> {
    const { maxIters } = this.settings;
    return withInterpreter(this.settings, async (interpreter) => {
      let trajectory = new Trajectory();
      for (let index = 0; index < maxIters; index++) {
        const written = await this.codeact.call({ ...inputs, trajectory });
        const code = codeIn(String(written.get('generated_code')));
        const options = { functions: hostFunctions(this.tools), signal: currentCallScope()?.signal };
        const result = await runCode(interpreter, code, options);
        const call = { id: `code_${index}`, name: 'code', arguments: { code }, result };
        trajectory = trajectory.withStep({ thought: '', calls: [call] });
        if (written.get('finished') === true && !result.isError) return { trajectory, stopped: 'finished' };
      }
      return { trajectory, stopped: 'step-limit' };
    });
  }
}
