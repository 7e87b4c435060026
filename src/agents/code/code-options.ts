import { InvalidArgumentError } from '../../errors';
import {
  JavaScriptInterpreter,
  PythonInterpreter,
  type Interpreter,
  type InterpreterFactory,
} from '../../interpreters';
import { assertKnownOptions } from '../../util';

/** How a module that writes code works. */
export interface CodeModuleOptions {
  /**
   * Most pieces of code of one call.
   * @default 3 for ProgramOfThought, 5 for CodeAct
   */
  readonly maxIters?: number;
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
export type CodeSettings = Required<CodeModuleOptions>;

/**
 * The options with defaults filled in.
 *
 * @throws {@link UnknownOptionError}, {@link InvalidArgumentError}.
 */
export function codeSettings(options: CodeModuleOptions, where: string, standing: number): CodeSettings {
  assertKnownOptions(options, ['maxIters', 'language', 'interpreter'], where);
  const { maxIters = standing, language = 'javascript' } = options;
  if (!Number.isSafeInteger(maxIters) || maxIters < 1) {
    throw new InvalidArgumentError(`${where} maxIters`, {
      found: String(maxIters),
      expected: 'a whole number, at least 1.',
    });
  }
  if (language !== 'javascript' && language !== 'python') {
    throw new InvalidArgumentError(`${where} language`, {
      found: String(language),
      expected: "'javascript' or 'python'.",
    });
  }
  const standard: InterpreterFactory = () =>
    language === 'python' ? new PythonInterpreter() : new JavaScriptInterpreter();
  return { maxIters, language, interpreter: options.interpreter ?? standard };
}

/** How code of a language is to be written, for a prompt. */
export function codeRules({ language }: Pick<CodeSettings, 'language'>): string {
  return language === 'python'
    ? 'Write Python 3 with the standard library alone. There is no network and no file. `print` shows a value; the last expression is the result.'
    : 'Write plain JavaScript. There is no `require`, no `import`, no network and no timer. `print` shows a value; `await` may stand at the top level; the last expression is the result.';
}

/** Runs `body` with a sandbox of its own. */
export async function withInterpreter<Result>(
  { interpreter: make }: Pick<CodeSettings, 'interpreter'>,
  body: (interpreter: Interpreter) => Promise<Result>,
): Promise<Result> {
  const interpreter = make();
  try {
    return await body(interpreter);
  } finally {
    await interpreter.close();
  }
}
