import { Prediction } from '../primitives';
import type { SignatureDescription } from '../signatures';
import { ToolBase, type ToolFunction } from './tool-base';
import { ToolDefinitionError } from './tool-errors';
import type { ToolOptions } from './tool-options';

/** As much of a module as a tool needs: any module has it. */
export interface ModuleLike {
  call(inputs: never, options?: { readonly signal?: AbortSignal }): Promise<unknown>;
  predictors(): readonly { readonly signature: SignatureDescription }[];
}

/** The options of a tool behind which a module stands: a module has no name of its own. */
export type ModuleToolOptions = ToolOptions & { readonly name: string };

/**
 * A module as a tool: the model gives its inputs and is shown its outputs. So an agent can call another.
 *
 * What the tool takes follows from the module's signature, or from that of its only predictor; a module of several steps
 * says it with the option `parameters`.
 *
 * @param options `name` is needed; the description is by default the signature's instructions.
 * @throws {@link ToolDefinitionError} when nothing says what the module takes.
 */
export function toolFromModule(module: ModuleLike, options: ModuleToolOptions): ModuleTool {
  return new ModuleTool(module, options);
}

/** A tool behind which a module stands. */
export class ModuleTool extends ToolBase {
  /** The module that is called. */
  readonly module: ModuleLike;
  readonly #options: ModuleToolOptions;

  /** @throws {@link ToolDefinitionError} when nothing says what the module takes. */
  constructor(module: ModuleLike, options: ModuleToolOptions) {
    const signature = signatureIn(module);
    super(callerOf(module, signature), optionsOf(signature, options));
    this.module = module;
    this.#options = options;
    Object.freeze(this);
  }

  /** The same tool before another module, such as a copy that was improved. */
  withModule(module: ModuleLike): ModuleTool {
    return module === this.module ? this : new ModuleTool(module, this.#options);
  }
}

function optionsOf(signature: SignatureDescription | undefined, options: ModuleToolOptions): ToolOptions {
  const { parameters = signature?.inputSchema() } = options;
  if (parameters === undefined) {
    throw new ToolDefinitionError(
      `Nothing says what ${options.name} takes: the module has several predictors.`,
      { fix: "say it: toolFromModule(module, { name, parameters: { question: 'string' } })." },
    );
  }
  const description = options.description ?? signature?.instructions ?? '';
  return { timeout: Number.POSITIVE_INFINITY, ...options, description, parameters };
}

function callerOf(
  module: ModuleLike,
  signature: SignatureDescription | undefined,
): ToolFunction<Record<string, unknown>, unknown> {
  return async (inputs, { signal }) => {
    const result = await module.call(inputs as never, { signal });
    return Prediction.isInstance(result) ? shownOutputs(result, signature) : result;
  };
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
