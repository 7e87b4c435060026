import { InterpreterError, type ExecuteOptions, type Interpreter } from '../../interpreters';
import { errorResult, toolResult, type ToolResult } from '../../tools';
import { shorten } from '../../util';

/** Longest result of code that a model is shown, in characters. */
const LONGEST = 20_000;

/**
 * Runs code for a model: what it printed and gave, or why it failed.
 *
 * @throws the signal's reason, and what is no fault of the code.
 */
export async function runCode(
  interpreter: Interpreter,
  code: string,
  options: ExecuteOptions,
): Promise<ToolResult> {
  try {
    const { value, output } = await interpreter.execute(code, options);
    const shown = value === undefined ? [] : [typeof value === 'string' ? value : JSON.stringify(value)];
    const text = [...(output === '' ? [] : [output]), ...shown].join('\n');
    return toolResult({
      content: shorten(text === '' ? '(It printed nothing and gave nothing.)' : text, LONGEST),
    });
  } catch (error) {
    if (!(error instanceof InterpreterError)) throw error;
    const before = error.output === '' ? '' : `${error.output}\n`;
    return errorResult(shorten(before + error.message, LONGEST));
  }
}
