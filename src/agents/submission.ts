import { parseValue, ParseValueError } from '../adapters';
import { formatJson } from '../saving';
import { checkOutputs, type SignatureDescription } from '../signatures';
import { errorResult, Tool, toolResult, type ToolResult } from '../tools';
import { revive, ValueError } from '../types';
import type { TrajectoryCall } from './trajectory-parts';

/** The tool that ends a run. */
export const SUBMIT = 'submit';

/** What DSPy's older agent called the end of its work; it took no answer. */
export const FINISH = 'finish';

/** Outputs, or why what was submitted are none. */
export type Submission =
  { readonly values: Readonly<Record<string, unknown>> } | { readonly issues: readonly string[] };

/** The tool by which a model hands in the outputs of a signature; it is never run as one. */
export function submitTool(signature: SignatureDescription): Tool {
  const names = signature.outputFields.map(({ name }) => name).join(', ');
  return new Tool(() => undefined, {
    name: SUBMIT,
    description: `Hands in the answer (${names}) and ends the work.`,
    parameters: signature.outputSchema(),
  });
}

/** The outputs in a call of the submit tool: typed, and kept to the signature's rules. */
export async function readSubmission(
  signature: SignatureDescription,
  { arguments: args }: Pick<TrajectoryCall, 'arguments'>,
): Promise<Submission> {
  try {
    const { value } = parseValue(formatJson(args, 0), { schema: signature.outputSchema() });
    const json = value as Readonly<Record<string, unknown>>;
    const values: Record<string, unknown> = {};
    for (const { name, type, optional, default: standing } of signature.outputFields) {
      if (json[name] !== undefined) values[name] = revive(type, json[name], name);
      else if (standing !== undefined)
        values[name] = typeof standing === 'function' ? (standing as () => unknown)() : standing;
      else if (!optional) return { issues: [`${name}: missing`] };
    }
    const issues = await checkOutputs(signature, values);
    return issues.length === 0
      ? { values }
      : { issues: issues.map(({ path, message }) => `${path}: ${message}`) };
  } catch (error) {
    if (error instanceof ParseValueError) {
      const { path, expected, found } = error.issue;
      return {
        issues: [`${path.replace(/^value\.?/, '') || 'the arguments'}: expected ${expected}, found ${found}`],
      };
    }
    if (error instanceof ValueError) return { issues: [error.message] };
    throw error;
  }
}

/** What the model is told of its submission. */
export function submissionResult(submission: Submission): ToolResult {
  if ('values' in submission) return toolResult({ content: 'Accepted.' });
  return errorResult(`Not accepted.\n${submission.issues.join('\n')}\nSubmit again with all outputs.`);
}
