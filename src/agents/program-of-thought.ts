import { ChainOfThought, currentCallScope, Module } from '../modules';
import { Prediction } from '../primitives';
import {
  type CheckSignature,
  ensureSignature,
  type InputsOf,
  type OutputsOf,
  type SignatureDescription,
} from '../signatures';
import { textOfResult, type ToolResult } from '../tools';
import { textField, withInputsOf } from './code/code-fields';
import { codeIn } from './code/code-in';
import {
  codeRules,
  codeSettings,
  withInterpreter,
  type CodeModuleOptions,
  type CodeSettings,
} from './code/code-options';
import { runCode } from './code/run-code';
import { CodeGivenUpError } from './agent-errors';

/**
 * Lets a model write code that works the answer out, runs it in a sandbox, and lets the model read the answer off what came
 * out. Code that fails is written again, with the error beside it.
 *
 * @remarks DSPy's `ProgramOfThought`, which has its source in Chen et al., "Program of Thoughts", 2022. The code is JavaScript
 * unless `language` says otherwise, and every call has a sandbox of its own.
 *
 * @example
 * ```ts
 * const solve = new ProgramOfThought('question -> answer: number');
 * const { answer } = await solve.call({ question: 'How many primes are below 1000?' });
 * ```
 */
export class ProgramOfThought<const S = string> extends Module {
  /** Writes the first code. */
  codeGenerate: ChainOfThought<object>;
  /** Writes code again that failed. */
  codeRegenerate: ChainOfThought<object>;
  /** Reads the answer off what the code gave. */
  generateOutput: ChainOfThought<object>;
  /** How it works. */
  readonly settings: CodeSettings;
  /** What it is for. */
  readonly signature: SignatureDescription;

  /**
   * @param signature what goes in and what comes out.
   * @throws {@link SignatureError}, {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(signature: S & CheckSignature<S>, options: CodeModuleOptions = {}) {
    super();
    this.settings = codeSettings(options, 'new ProgramOfThought(signature, ...)', 3);
    const given = ensureSignature(signature as object) as SignatureDescription;
    const outputs = given.outputFields.map(({ name }) => `\`${name}\``).join(', ');
    const task = `${given.instructions}\n\nDo not answer: write code that works out ${outputs} from the inputs.\n${codeRules(this.settings)}`;
    const code = textField('generated_code', 'output', 'the code alone');
    this.signature = given;
    this.codeGenerate = new ChainOfThought<object>(withInputsOf(given, task, [code]));
    this.codeRegenerate = new ChainOfThought<object>(
      withInputsOf(given, `${task}\nYour last code failed. Write it again without the fault.`, [
        textField('previous_code', 'input', 'the code that failed'),
        textField('error', 'input', 'how it failed'),
        code,
      ]),
    );
    this.generateOutput = new ChainOfThought<object>(
      withInputsOf(given, `${given.instructions}\n\nThe code was run; read the answer off its result.`, [
        textField('final_generated_code', 'input', 'the code'),
        textField('code_output', 'input', 'what it gave'),
        ...given.outputFields,
      ]),
    );
  }

  async forward(inputs: InputsOf<S>): Promise<Prediction<OutputsOf<S>>> {
    const { code, result } = await withInterpreter(this.settings, async (interpreter) => {
      let written = await this.codeGenerate.call(inputs as Record<string, unknown>);
      for (let attempt = 1; ; attempt++) {
        const made = codeIn(String(written.get('generated_code')));
        const came: ToolResult = await runCode(interpreter, made, { signal: currentCallScope()?.signal });
        if (!came.isError) return { code: made, result: came };
        const error = textOfResult(came);
        if (attempt >= this.settings.maxIters) throw new CodeGivenUpError(attempt, error);
        written = await this.codeRegenerate.call({ ...(inputs as object), previous_code: made, error });
      }
    });
    const asked = { ...(inputs as object), final_generated_code: code, code_output: textOfResult(result) };
    const prediction = await this.generateOutput.call(asked);
    return prediction as unknown as Prediction<OutputsOf<S>>;
  }
}
