import type { Prompt } from '../adapters';
import type { LanguageModel, LmSettings } from '../lm';
import type { Prediction } from '../primitives';
import type { SignatureDescription } from '../signatures';
import type { CallOptions } from './call-options';
import type { ModuleNode } from './graph/brands';

/** What a demonstration is kept as: a frozen record of inputs and outputs, some of which may be missing. */
export type Demo = Readonly<Record<string, unknown>>;

/**
 * A predictor, whatever its signature: what optimizers and saved state read and replace.
 *
 * Nothing in it is changed in place: assign a new value instead.
 */
export interface AnyPredict extends ModuleNode {
  /** What it predicts. */
  signature: SignatureDescription;
  /** Its demonstrations; anything with fields may be assigned. */
  get demos(): readonly Demo[];
  set demos(demos: readonly object[]);
  /** Its own model, instead of the one in force. */
  lm: LanguageModel | undefined;
  /** Its settings for the model. */
  config: LmSettings;
  /** What DSPy left in the saved state under this name, as plain JSON; written back as it is. */
  readonly traces: readonly unknown[];
  /** What DSPy left in the saved state under this name, as plain JSON; written back as it is. */
  readonly train: readonly unknown[];
  /** Thresholds, cuts and weights of decision outputs, by output, as plain JSON. Assign others to calibrate them. */
  decisions: Readonly<Record<string, unknown>> | undefined;
  call(inputs: object, options?: CallOptions): Promise<Prediction>;
  /** The exact messages for these inputs, without a call. */
  render(inputs: object, options?: RenderOptions): Prompt;
  /** Forgets demonstrations, traces and training data; keeps the signature, the model and the settings. */
  reset(): void;
}

/** What decides, beside the inputs, on the messages. */
export type RenderOptions = Pick<CallOptions, 'lm' | 'adapter' | 'demos'>;
