import { InvalidArgumentError } from '../../errors';
import type { Interpreter, InterpreterFactory } from '../../interpreters';
import type { LanguageModel } from '../../lm';
import type { Tool } from '../../tools';
import { assertKnownOptions } from '../../util';
import { codeSettings } from '../code/code-options';

/** How a recursive language model works. */
export interface RlmOptions {
  /**
   * Most pieces of code; then the answer is read off what was seen.
   * @default 20
   */
  readonly maxIters?: number;
  /**
   * Most questions to models from within the code, those of sub-agents included. One more throws in the code.
   * @default 50
   */
  readonly maxLlmCalls?: number;
  /**
   * Longest output of a piece of code that the model is shown, in characters.
   * @default 10000
   */
  readonly maxOutputLength?: number;
  /**
   * Most questions of one batch at once.
   * @default 16
   */
  readonly concurrency?: number;
  /**
   * What the code may call beside the functions that are always there.
   * @default none
   */
  readonly tools?: readonly Tool[];
  /**
   * The model that answers questions from within the code.
   * @default the one in force
   */
  readonly subLm?: LanguageModel;
  /**
   * What the code is written in.
   * @default 'javascript'
   */
  readonly language?: Interpreter['language'];
  /**
   * Makes the sandbox of one call; it is closed afterwards.
   * @default a JavaScriptInterpreter or a PythonInterpreter with their own defaults
   */
  readonly interpreter?: InterpreterFactory;
}

/** The options, all said. */
export interface RlmSettings extends Required<Omit<RlmOptions, 'subLm'>> {
  readonly subLm: LanguageModel | undefined;
}

const KNOWN = [
  'maxIters',
  'maxLlmCalls',
  'maxOutputLength',
  'concurrency',
  'tools',
  'subLm',
  'language',
  'interpreter',
];

/**
 * The options with defaults filled in.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function rlmSettings(options: RlmOptions): RlmSettings {
  const where = 'new RLM(signature, ...)';
  assertKnownOptions(options, KNOWN, where);
  const {
    maxLlmCalls = 50,
    maxOutputLength = 10_000,
    concurrency = 16,
    tools = [],
    subLm,
    ...code
  } = options;
  for (const [name, value] of Object.entries({ maxLlmCalls, maxOutputLength, concurrency })) {
    if (Number.isSafeInteger(value) && value >= 1) continue;
    throw new InvalidArgumentError(`${where} ${name}`, {
      found: String(value),
      expected: 'a whole number, at least 1.',
    });
  }
  const { maxIters, language, interpreter } = code;
  return {
    ...codeSettings({ maxIters, language, interpreter }, where, 20),
    maxLlmCalls,
    maxOutputLength,
    concurrency,
    tools,
    subLm,
  };
}
