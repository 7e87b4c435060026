import { DspyError } from '../errors';

/** A tool cannot be made from what it was given. */
export class ToolDefinitionError extends DspyError {
  static override readonly code = 'TOOL_DEFINITION';

  /**
   * @param problem one sentence, the tool first.
   * @param advice what was expected and what to do.
   */
  constructor(
    problem: string,
    advice: { readonly found?: string; readonly expected?: string; readonly fix?: string },
  ) {
    super({ problem, ...advice });
  }
}

/** The arguments of a tool call do not fit the tool. The model is told; the tool does not run. */
export class ToolArgumentsError extends DspyError {
  static override readonly code = 'TOOL_ARGUMENTS';

  /**
   * @param tool the tool's name.
   * @param issues one short line for each argument at fault, beginning with its path.
   * @param expected the arguments the tool takes, as a type.
   */
  constructor(
    readonly tool: string,
    readonly issues: readonly string[],
    expected: string,
  ) {
    super({
      problem: `The arguments of ${tool} do not fit, so it was not run.`,
      found: issues.join('\n'),
      expected: `${expected}.`,
    });
  }
}

/** A tool took longer than it may. */
export class ToolTimeoutError extends DspyError {
  static override readonly code = 'TOOL_TIMEOUT';
  override readonly retryable = true;

  /**
   * @param tool the tool's name.
   * @param timeout the limit, in milliseconds.
   */
  constructor(
    readonly tool: string,
    readonly timeout: number,
  ) {
    super({
      problem: `${tool} did not answer within ${timeout} ms and was stopped.`,
      fix: 'ask it for less, or give the tool more time with its option `timeout`.',
    });
  }
}
