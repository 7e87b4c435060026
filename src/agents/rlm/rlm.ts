import { InvalidArgumentError } from '../../errors';
import type { Interpreter } from '../../interpreters';
import { currentCallScope, Module, Predict } from '../../modules';
import { Prediction } from '../../primitives';
import {
  type CheckSignature,
  createField,
  ensureSignature,
  type InputsOf,
  type OutputsOf,
  SignatureDescription,
} from '../../signatures';
import { describeType, type FieldType } from '../../types';
import { shorten } from '../../util';
import { textField } from '../code/code-fields';
import { codeIn } from '../code/code-in';
import { codeRules, withInterpreter } from '../code/code-options';
import { describeFunctions, functionNames } from '../code/host-functions';
import { runCode } from '../code/run-code';
import { readSubmission } from '../submission';
import { Trajectory } from '../trajectory';
import { rlmSettings, type RlmOptions, type RlmSettings } from './rlm-options';
import { NAMES, sandboxFunctions } from './sandbox-functions';
import { variableCards, variableValues } from './variable-cards';

type Values = Readonly<Record<string, unknown>>;

/** What it answers: the outputs, what was done for them, and why it stopped. */
export type RlmPredictionOf<S> = Prediction<
  OutputsOf<S> & { trajectory: Trajectory; stopped: 'submit' | 'step-limit' }
>;

/**
 * A recursive language model: its inputs are variables in a sandbox, not text in a prompt, and the model writes code that looks
 * into them, asks models about parts of them, and submits the answer. So inputs may be far longer than any context.
 *
 * Code can call `llmQuery(prompt)`, `llmQueryBatched(prompts)` for many at once, `predict('text -> answer', { text })` for a
 * sub-agent, `SUBMIT({ … })`, `print`, and tools. In Python the first two are `llm_query` and `llm_query_batched`.
 *
 * @remarks DSPy's `RLM`, which has its source in Zhang and Khattab, "Recursive Language Models", 2025.
 *
 * @example
 * ```ts
 * const read = new RLM('book, question -> answer', { maxLlmCalls: 30 });
 * const { answer } = await read.call({ book: textOfFiveMegabytes, question: 'Who keeps the key?' });
 * ```
 */
export class RLM<const S = string> extends Module {
  /** Writes the next piece of code. */
  generateAction: Predict<object>;
  /** Reads the answer off what was seen, where nothing was submitted. */
  extract: Predict<object>;
  /** How it works. */
  readonly settings: RlmSettings;
  /** What it is for. */
  readonly signature: SignatureDescription;

  /**
   * @param signature what goes in and what comes out.
   * @throws {@link SignatureError}, {@link UnknownOptionError}, {@link InvalidArgumentError}.
   */
  constructor(signature: S & CheckSignature<S>, options: RlmOptions = {}) {
    super();
    this.settings = rlmSettings(options);
    this.signature = ensureSignature(signature as object) as SignatureDescription;
    assertNames(this.signature, this.settings);
    const seen = [
      textField('variables_info', 'input', 'the variables, and a glance at each'),
      createField('repl_history', {
        role: 'input',
        type: TRAJECTORY,
        desc: 'the code so far and what came of it',
      }),
    ];
    const { name, outputFields } = this.signature;
    this.generateAction = new Predict<object>(
      SignatureDescription.create({
        name,
        instructions: actionRules(this.signature, this.settings),
        fields: [
          ...seen,
          textField('iteration', 'input', 'which piece of code this is, of how many'),
          textField('reasoning', 'output', 'what is known and what to look at next'),
          textField('code', 'output', 'the next piece of code'),
        ],
      }),
    );
    this.extract = new Predict<object>(
      SignatureDescription.create({
        name,
        instructions: `${this.signature.instructions}\n\nAnswer from what the code showed, as well as it allows.`,
        fields: [...seen, ...outputFields],
      }),
    );
  }

  async forward(inputs: InputsOf<S>): Promise<RlmPredictionOf<S>> {
    const given = inputs as Values;
    const about = variableCards(this.signature, given);
    const { trajectory, submitted } = await withInterpreter(this.settings, (interpreter) =>
      this.explore(interpreter, given, about),
    );
    const outputs = submitted ?? (await this.extracted(trajectory, about));
    const stopped = submitted === undefined ? 'step-limit' : 'submit';
    return Prediction.from({ ...outputs, trajectory, stopped }) as unknown as RlmPredictionOf<S>;
  }

  private async explore(
    interpreter: Interpreter,
    inputs: Values,
    about: string,
  ): Promise<{ trajectory: Trajectory; submitted?: Values }> {
    const { maxIters, maxOutputLength } = this.settings;
    let submitted: Values | undefined;
    const functions = sandboxFunctions(this.settings, async (outputs) => {
      const submission = await readSubmission(this.signature, { arguments: outputs });
      if ('issues' in submission) throw new Error(`Not accepted: ${submission.issues.join('; ')}`);
      submitted = submission.values;
    });
    let variables: Record<string, unknown> | undefined = variableValues(this.signature, inputs);
    let trajectory = new Trajectory();
    for (let index = 0; index < maxIters && submitted === undefined; index++) {
      const iteration = `${index + 1}/${maxIters}`;
      const action = await this.generateAction.call({
        variables_info: about,
        repl_history: trajectory,
        iteration,
      });
      const code = codeIn(String(action.get('code')));
      const signal = currentCallScope()?.signal;
      const came = await runCode(interpreter, code, {
        functions,
        signal,
        ...(variables === undefined ? {} : { variables }),
      });
      variables = undefined;
      const content =
        typeof came.content === 'string' ? shorten(came.content, maxOutputLength) : came.content;
      const call = {
        id: `code_${index}`,
        name: 'code',
        arguments: { code },
        result: { content, isError: came.isError },
      };
      trajectory = trajectory.withStep({ thought: String(action.get('reasoning') ?? ''), calls: [call] });
    }
    return { trajectory, ...(submitted === undefined ? {} : { submitted }) };
  }

  private async extracted(trajectory: Trajectory, about: string): Promise<Values> {
    const prediction = await this.extract.call({ variables_info: about, repl_history: trajectory });
    const names = this.signature.outputFields.map(({ name }) => name);
    return Object.fromEntries(
      names.filter((name) => prediction.has(name)).map((name) => [name, prediction.get(name)]),
    );
  }
}

const TRAJECTORY = { kind: 'custom', type: Trajectory } as unknown as FieldType;

function actionRules({ instructions, outputFields }: SignatureDescription, settings: RlmSettings): string {
  const { query, batch, predict, submit } = NAMES[settings.language];
  const wait = settings.language === 'javascript' ? 'Await what functions give. ' : '';
  const outputs = outputFields.map(({ name, type }) => `${name}: ${describeType(type)}`).join(', ');
  return [
    instructions,
    `\nThe inputs are variables in a sandbox and may be far too long to read: look into them by code, in small pieces. Variables stay from one piece to the next. ${wait}${codeRules(settings)}`,
    `- ${query}(prompt) asks a model; give it a part of a variable that it can read, and the question.`,
    `- ${batch}(prompts) asks many at once and gives their answers in order. At most ${settings.maxLlmCalls} questions in all.`,
    `- ${predict}(signature, inputs) asks a model for typed outputs, e.g. ${predict}('text -> names: string[]', …).`,
    `- ${submit} hands in the answer and ends the work; it takes one object: { ${outputs} }. Look at what you hand in before you do.`,
    ...(settings.tools.length === 0 ? [] : [describeFunctions(settings.tools)]),
  ].join('\n');
}

function assertNames(signature: SignatureDescription, settings: RlmSettings): void {
  const taken = new Set<string>([...Object.values(NAMES[settings.language]), 'print']);
  const tools = functionNames(settings.tools).map(({ name }) => name);
  const inputs = signature.inputFields.map(({ name }) => name);
  const clash = [...tools, ...inputs].find(
    (name, index, all) => taken.has(name) || all.indexOf(name) !== index,
  );
  const reserved = signature.outputFields.find(
    ({ name }) => name === 'trajectory' || name === 'stopped',
  )?.name;
  if (clash === undefined && reserved === undefined) return;
  throw new InvalidArgumentError('new RLM(signature, { tools })', {
    found: `the name ${clash ?? reserved} twice`,
    expected: 'names of inputs, outputs and tools that are free.',
  });
}
