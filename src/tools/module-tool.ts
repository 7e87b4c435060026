import { Prediction } from '../primitives';
import type { SignatureDescription } from '../signatures';
import { ToolBase } from './tool-base';
import { ToolDefinitionError } from './tool-errors';
import type { ToolOptions } from './tool-options';

/** As much of a module as a tool needs: any module has it. */
export interface ModuleLike {
  call(inputs: never, options?: { readonly signal?: AbortSignal }): Promise<unknown>;
  predictors(): readonly { readonly signature: SignatureDescription }[];
}

/**
 * A module as a tool: the model gives its inputs and is shown its outputs. So an agent can call another.
 *
 * What the tool takes follows from the module's signature, or from that of its only predictor; a module of several steps
 * says it with the option `parameters`.
 *
 * @param options `name` is needed; the description is by default the signature's instructions.
 * @throws {@link ToolDefinitionError} when nothing says what the module takes.
 */
export function toolFromModule(
  module: ModuleLike,
  options: ToolOptions & { readonly name: string },
): ToolBase {
  const signature = signatureIn(module);
  const { parameters = signature?.inputSchema() } = options;
  if (parameters === undefined) {
    throw new ToolDefinitionError(
      `Nothing says what ${options.name} takes: the module has several predictors.`,
      {
        fix: "say it: toolFromModule(module, { name, parameters: { question: 'string' } }).",
      },
    );
  }
  const description = options.description ?? signature?.instructions ?? '';
  const call = async (
    inputs: Record<string, unknown>,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<unknown> => {
    const result = await module.call(inputs as never, { signal });
    return Prediction.isInstance(result) ? shownOutputs(result, signature) : result;
  };
  return new ToolBase(call, { timeout: Number.POSITIVE_INFINITY, ...options, description, parameters });
}

/** The signature an agent or a predictor was made for; else that of the one predictor inside. */
function signatureIn(module: ModuleLike): SignatureDescription | undefined {
  const { signature } = module as { readonly signature?: SignatureDescription };
  if (signature !== undefined && typeof signature.inputSchema === 'function') return signature;
  const predictors = module.predictors();
  return predictors.length === 1 ? predictors[0]?.signature : undefined;
}

/** The outputs that the signature names; a trajectory or a history is no answer. */
function shownOutputs(prediction: Prediction, signature: SignatureDescription | undefined): unknown {
  if (signature === undefined) return prediction.toJSON();
  const names = signature.outputFields.map(({ name }) => name);
  return Object.fromEntries(
    names.filter((name) => prediction.has(name)).map((name) => [name, prediction.get(name)]),
  );
}
