import {
  type Adapter,
  type AdapterCallOptions,
  type AdapterReply,
  currentAdapter,
  currentCorrections,
  currentReplyListener,
  type Prompt,
} from '../adapters';
import { currentLM, type LanguageModel, type LmSettings, requireLM } from '../lm';
import { currentTrace, type Prediction } from '../primitives';
import {
  checkInputs,
  type CheckSignature,
  completeInputs,
  ensureSignature,
  type InputsOf,
  NotASignatureError,
  type OutputsOf,
  SignatureDescription,
} from '../signatures';
import { inSpan } from '../tracing';
import { assertKnownOptions, deepFreeze, isThenable } from '../util';
import type { Demo, RenderOptions } from './any-predict';
import { assertCallOptions, assertModel, assertSettings, type CallOptions } from './call-options';
import { type CallScope, currentCallScope, supervised } from './call-scope';
import { PREDICTOR } from './graph/brands';
import { ModuleBase } from './module-base';
import { assertDecisions, withDecisions } from './decisions';
import { NOTHING_LEARNED, type PredictorState, STATE, toDemos } from './predictor-state';
import { assertInputs, RUN } from './run-forward';
import { currentStreamHub } from './stream/stream-hub';
import { isWholeReply, outputCheckOf, toPrediction } from './to-prediction';

/** How a predictor starts out. */
export interface PredictOptions {
  /**
   * Its demonstrations: examples, or plain objects with values of fields.
   * @default none
   */
  readonly demos?: readonly object[];
  /**
   * Its own model.
   * @default the one in force when it is called
   */
  readonly lm?: LanguageModel;
  /**
   * Its settings for the model.
   * @default the model's
   */
  readonly config?: LmSettings;
}

/** What a predictor of this signature answers. */
export type PredictionOf<S> = Prediction<OutputsOf<S>>;

/**
 * Asks a model for the outputs of a signature: the step all programs are made of.
 *
 * A call completes and checks the inputs, formats them with the adapter in force, asks the model, reads the reply and
 * checks the outputs. It changes nothing in the predictor, so calls may run side by side.
 *
 * @remarks DSPy's `Predict`. Unlike there, a missing or unknown input is an error, options are an argument of their own,
 * and demonstrations, model and settings are replaced, never changed in place.
 *
 * @example
 * ```ts
 * const predict = new Predict('question -> answer');
 * const { answer } = await predict.call({ question: 'Who wrote Dune?' });
 * ```
 */
export class Predict<const S = string> extends ModuleBase {
  /** For the compiler only: makes it compare what a signature means, not how it was given. */
  declare readonly '~signature'?: { readonly [Key in keyof S as never]: true };

  /**
   * @param signature a string such as `'question -> answer'`, a class with `@Signature`, or a signature.
   * @throws {@link SignatureError} for a signature that cannot be, {@link UnknownOptionError}.
   */
  constructor(signature: S & CheckSignature<S>, options: PredictOptions = {}) {
    super();
    assertKnownOptions(options, ['demos', 'lm', 'config'], 'new Predict(signature, ...)');
    const { demos = [], lm, config = {} } = options;
    if (lm !== undefined) assertModel(lm, 'new Predict(signature, { lm })');
    assertSettings(config, 'new Predict(signature, { config })');
    setState(this, {
      ...NOTHING_LEARNED,
      signature: ensureSignature(signature as object) as SignatureDescription,
      demos: toDemos(demos, 'new Predict(signature, { demos })'),
      lm,
      config: toConfig(config),
      decisions: undefined,
    });
  }

  get [PREDICTOR](): true {
    return true;
  }

  /** What it predicts. */
  get signature(): SignatureDescription {
    return stateOf(this).signature;
  }

  set signature(signature: SignatureDescription) {
    if (!SignatureDescription.isInstance(signature)) throw new NotASignatureError(String(signature));
    setState(this, { ...stateOf(this), signature });
  }

  /** Its demonstrations, in the order they are shown. Assign a list of examples or records to replace them. */
  get demos(): readonly Demo[] {
    return stateOf(this).demos;
  }

  set demos(demos: readonly object[]) {
    setState(this, { ...stateOf(this), demos: toDemos(demos, 'predict.demos') });
  }

  /** Its own model, instead of the one in force. */
  get lm(): LanguageModel | undefined {
    return stateOf(this).lm;
  }

  set lm(lm: LanguageModel | undefined) {
    if (lm !== undefined) assertModel(lm, 'predict.lm');
    setState(this, { ...stateOf(this), lm });
  }

  /** Its settings for the model, under those of a call. */
  get config(): LmSettings {
    return stateOf(this).config;
  }

  set config(config: LmSettings) {
    assertSettings(config, 'predict.config');
    setState(this, { ...stateOf(this), config: toConfig(config) });
  }

  get traces(): readonly unknown[] {
    return stateOf(this).traces;
  }

  get train(): readonly unknown[] {
    return stateOf(this).train;
  }

  /** Settings of decision outputs, by output: thresholds, cuts and weights, as a calibration leaves them. */
  get decisions(): Readonly<Record<string, unknown>> | undefined {
    return stateOf(this).decisions;
  }

  set decisions(decisions: Readonly<Record<string, unknown>> | undefined) {
    if (decisions !== undefined) assertDecisions(stateOf(this).signature, decisions, 'predict.decisions');
    const frozen = decisions === undefined ? undefined : deepFreeze(structuredClone(decisions));
    setState(this, { ...stateOf(this), decisions: frozen });
  }

  reset(): void {
    setState(this, { ...stateOf(this), ...NOTHING_LEARNED });
  }

  override render(inputs: InputsOf<S> & object, options: RenderOptions = {}): Prompt {
    assertKnownOptions(options, ['lm', 'adapter', 'demos'], 'predict.render(inputs, ...)');
    const { decisions, demos, lm, ...state } = stateOf(this);
    const signature = withDecisions(state.signature, decisions);
    const task = {
      inputs: completeInputs(signature, inputs),
      demos: options.demos === undefined ? demos : toDemos(options.demos, 'render({ demos })'),
    };
    const { capabilities } = modelFor(options, currentCallScope(), lm) ?? {};
    return adapterFor(options, currentCallScope()).format(signature, task, capabilities);
  }

  /** @internal */
  override [RUN](inputs: object, options: CallOptions | undefined): Promise<unknown> {
    return this.forward(inputs as InputsOf<S>, options);
  }

  forward(inputs: InputsOf<S>, options?: CallOptions): Promise<PredictionOf<S>> {
    return answer(this, inputs as object, options) as Promise<PredictionOf<S>>;
  }
}

/** One question and its answer, under the signals and the time limit of the call. */
function answer(predictor: object, inputs: object, options: CallOptions | undefined): Promise<Prediction> {
  try {
    assertInputs(inputs, 'predict.call(inputs, options)');
    if (options !== undefined) assertCallOptions(options, 'predict.call(inputs, options)');
  } catch (error) {
    return Promise.reject(error as Error);
  }
  const scope = currentCallScope();
  const [outer, own, timeout] = [scope?.signal, options?.signal, options?.timeout];
  if (timeout === undefined && (outer === undefined || own === undefined)) {
    return ask(predictor, inputs, { options, scope, signal: outer ?? own });
  }
  return supervised({ signals: [outer, own], timeout }, (signal) =>
    ask(predictor, inputs, { options, scope, signal }),
  );
}

/** A function, as copies of a predictor have no private methods. */
async function ask(predictor: object, inputs: object, surroundings: Surroundings): Promise<Prediction> {
  const { options, scope, signal } = surroundings;
  const state = stateOf(predictor);
  const signature = withDecisions(state.signature, state.decisions);
  signal?.throwIfAborted();
  const finish = currentTrace.get()?.begin();
  const values = completeInputs(signature, inputs);
  const waiting = checkInputs(signature, values);
  if (waiting !== undefined) await waiting;
  const demos = options?.demos === undefined ? state.demos : toDemos(options.demos, 'call({ demos })');
  const check = outputCheckOf(signature);
  const adapter = adapterFor(options, scope);
  const task = { inputs: values, demos };
  const call = (): Promise<AdapterReply> =>
    inSpan(
      'adapter',
      () => ({ name: adapter.name, inputs: task }),
      () => {
        const lm = modelFor(options, scope, state.lm) ?? requireLM();
        return adapter.call(lm, signature, task, { ...lmOptions(surroundings, state.config), check });
      },
    );
  const listener = currentStreamHub()?.listenTo(predictor);
  const reply = await (listener === undefined ? call() : currentReplyListener.run(listener, call));
  const made = toPrediction({ signature, check }, reply);
  const prediction = isThenable(made) ? await made : made;
  finish?.({ predictor, inputs: values, prediction, isComplete: isWholeReply(reply) });
  return prediction;
}

/** Shared, so that a call sees at once that there is nothing to send. */
const NO_SETTINGS: LmSettings = Object.freeze({});

function toConfig(config: LmSettings): LmSettings {
  return Object.keys(config).length === 0 ? NO_SETTINGS : Object.freeze({ ...config });
}

/** What surrounds one call. */
interface Surroundings {
  readonly options: CallOptions | undefined;
  readonly scope: CallScope | undefined;
  readonly signal: AbortSignal | undefined;
}

type HasState = { readonly [STATE]: PredictorState };

function stateOf(predictor: object): PredictorState {
  return (predictor as HasState)[STATE];
}

function setState(predictor: object, state: PredictorState): void {
  Object.defineProperty(predictor, STATE, { value: Object.freeze(state), configurable: true });
}

function modelFor(
  options: CallOptions | undefined,
  scope: CallScope | undefined,
  own: LanguageModel | undefined,
): LanguageModel | undefined {
  return options?.lm ?? scope?.lm ?? own ?? currentLM.get();
}

function adapterFor(options: CallOptions | undefined, scope: CallScope | undefined): Adapter {
  return options?.adapter ?? scope?.adapter ?? currentAdapter.get();
}

function lmOptions({ options, scope, signal }: Surroundings, config: LmSettings): AdapterCallOptions {
  return {
    signal,
    cache: options?.cache ?? scope?.cache,
    rolloutId: options?.rolloutId ?? scope?.rolloutId,
    maxCorrections: options?.maxCorrections ?? scope?.maxCorrections ?? currentCorrections.get(),
    settings: settingsFor(config, scope?.config, options?.config),
  };
}

function settingsFor(
  own: LmSettings,
  scoped: LmSettings | undefined,
  given: LmSettings | undefined,
): LmSettings | undefined {
  if (scoped === undefined && given === undefined) return own === NO_SETTINGS ? undefined : own;
  return { ...own, ...scoped, ...given };
}
