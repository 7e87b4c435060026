import type { Prompt } from '../adapters';
import type { LanguageModel } from '../lm';
import type { AnyClass } from '../metadata';
import type { ExampleMembers } from '../primitives';
import { readJsonFile, writeJsonFile } from '../saving';
import type { AnyPredict, RenderOptions } from './any-predict';
import { type AutoCompileOptions, compileAuto } from './auto-compiler';
import { type BatchOptions, runBatch } from './batch';
import { assertModel, type CallOptions } from './call-options';
import { RUN, runForward, runInSpan } from './run-forward';
import { FROZEN, isPredictor, MODULE } from './graph/brands';
import { classNameOf } from './graph/class-name';
import { deepCopyOf } from './graph/deep-copy';
import { replaceModules } from './graph/replace-modules';
import { findModules } from './graph/walk';
import { ModuleUsageError } from './modules-errors';
import { forgetNearest } from './nearest/show-nearest';
import { withPredictorFields } from './predictor-fields';
import { ProgramStream } from './stream/program-stream';
import { dumpProgram, type ProgramState } from './state/dump-program';
import type { LoadOptions } from './state/load-options';
import { loadProgram } from './state/load-program';

/** What `forward` takes. */
export type ForwardInputs<Forward> = Forward extends (inputs: infer Inputs, ...rest: never[]) => unknown
  ? Inputs
  : never;

/** What `forward` gives, when waited for. Promises come first: it saves the compiler the general case of `Awaited`. */
export type ForwardResult<Forward> = Forward extends (...given: never[]) => Promise<infer Result>
  ? Result
  : Forward extends (...given: never[]) => infer Result
    ? Awaited<Result>
    : never;

/** An optimizer, as far as a module is concerned. */
export interface Compiler<Options> {
  compile<Student extends ModuleBase>(student: Student, options: Options): Promise<Student>;
}

/** The members of every module; users extend `Module`. */
export abstract class ModuleBase {
  constructor() {
    return withPredictorFields(this, new.target as unknown as AnyClass);
  }

  static [Symbol.hasInstance](value: unknown): boolean {
    // The base stands for all modules, those of another copy of the library too; a subclass for its own instances.
    if (Object.hasOwn(this.prototype, MODULE)) {
      return typeof value === 'object' && value !== null && MODULE in value;
    }
    return Function.prototype[Symbol.hasInstance].call(this, value);
  }

  /** Makes an instance of this class and loads a saved program into it. */
  static async load<Program extends ModuleBase>(
    this: new () => Program,
    file: string,
    options?: LoadOptions,
  ): Promise<Program> {
    return new this().load(file, options);
  }

  get [MODULE](): true {
    return true;
  }

  /**
   * What the module does: written by its author, never called by users.
   *
   * @param inputs what goes in.
   * @param options those of the call. They hold for the predictors inside without being passed on.
   */
  abstract forward(inputs: never, options?: CallOptions): unknown;

  /**
   * Runs the module.
   *
   * @param inputs what goes in, as `forward` takes it.
   * @param options what surrounds the call; holds for all predictors inside.
   * @throws {@link UnknownOptionError}; {@link CallTimeoutError}; the signal's reason when aborted; what `forward` throws.
   */
  call(
    inputs: ForwardInputs<this['forward']>,
    options?: CallOptions,
  ): Promise<ForwardResult<this['forward']>> {
    return runInSpan(this, inputs as object, options) as Promise<ForwardResult<this['forward']>>;
  }

  /** @internal */
  [RUN](inputs: object, options: CallOptions | undefined): Promise<unknown> {
    return runForward(this, inputs, options);
  }

  /**
   * Runs the module and tells what happens meanwhile: models that are asked, outputs as they come, tools, status messages, and
   * at last the prediction. Models that cannot stream, and the cache, give their replies in one piece.
   *
   * Nothing runs before the first event or the result is asked for; all of it then runs in the context of this call.
   *
   * @example
   * ```ts
   * const stream = program.stream({ question });
   * for await (const event of stream) {
   *   if (event.type === 'field-delta' && event.field === 'answer') process.stdout.write(event.delta);
   * }
   * const { answer } = await stream.result;
   * ```
   *
   * @param inputs what goes in, as `forward` takes it.
   * @param options those of {@link call}.
   * @throws (while it is read) what {@link call} throws.
   */
  stream(
    inputs: ForwardInputs<this['forward']>,
    options: CallOptions = {},
  ): ProgramStream<ForwardResult<this['forward']>> {
    return new ProgramStream(this, options, (scoped) => runInSpan(this, inputs as object, scoped));
  }

  /**
   * Calls the module for each item, a few at a time; results are in the order of the items.
   *
   * @param items examples that know their inputs, or inputs.
   * @throws the first failure, unless `settle` is set; the signal's reason when aborted.
   */
  batch(
    items: readonly BatchItem<ForwardInputs<this['forward']>>[],
    options: BatchOptions & { readonly settle: true },
  ): Promise<PromiseSettledResult<ForwardResult<this['forward']>>[]>;
  batch(
    items: readonly BatchItem<ForwardInputs<this['forward']>>[],
    options?: BatchOptions & { readonly settle?: false },
  ): Promise<ForwardResult<this['forward']>[]>;
  batch(items: readonly unknown[], options: BatchOptions = {}): Promise<unknown[]> {
    const { signal } = options;
    return runBatch(items as readonly object[], options, (inputs) =>
      runInSpan(this, inputs, signal && { signal }),
    );
  }

  /**
   * The predictors in the module with their paths, in order; not those in frozen sub-modules.
   *
   * @param options `frozen: true` lists those too.
   */
  namedPredictors(options: { readonly frozen?: boolean } = {}): [path: string, predictor: AnyPredict][] {
    return findModules(this)
      .filter(({ module, isFrozen }) => isPredictor(module) && (options.frozen === true || !isFrozen))
      .map(({ path, module }) => [path, module as AnyPredict]);
  }

  /** The predictors in the module, in order; not those in frozen sub-modules. */
  predictors(): AnyPredict[] {
    return this.namedPredictors().map(([, predictor]) => predictor);
  }

  /** The module itself, as `self`, and all modules in it, with their paths. */
  namedSubModules(): [path: string, module: ModuleBase][] {
    return findModules(this).map(({ path, module }) => [path, module as ModuleBase]);
  }

  /**
   * Replaces each predictor by what `change` makes of it, wherever it hangs.
   *
   * @returns this module, changed. Copy it first to keep the old one.
   */
  mapNamedPredictors(change: (predictor: AnyPredict, path: string) => object): this {
    const replacements = new Map<unknown, unknown>();
    for (const [path, predictor] of this.namedPredictors()) {
      const replacement = change(predictor, path);
      if (path === 'self' && replacement !== predictor) {
        throw new ModuleUsageError('A predictor by itself cannot be replaced within itself.', {
          fix: 'assign its signature, demos, lm or config instead.',
        });
      }
      replacements.set(predictor, replacement);
    }
    replaceModules(this, replacements);
    return this;
  }

  /**
   * A copy that shares no mutable state with this module: sub-modules, arrays, maps, plain objects and dates are copied,
   * everything else (functions, clients, models, instances of other classes) is held by both.
   *
   * @remarks JavaScript cannot copy `#private` fields: a module that has any overrides this method.
   */
  deepCopy(): this {
    return deepCopyOf(this, ModuleBase.prototype.deepCopy);
  }

  /**
   * A copy whose predictors have learned nothing: no demonstrations, no traces. Instructions, models and settings stay.
   *
   * @remarks DSPy drops the predictors' models too.
   */
  resetCopy(): this {
    const copy = this.deepCopy();
    for (const predictor of copy.predictors()) predictor.reset();
    forgetNearest(copy);
    return copy;
  }

  /** Gives every predictor this model as its own; frozen sub-modules keep theirs. `undefined` takes it away. */
  setLM(lm: LanguageModel | undefined): this {
    if (lm !== undefined) assertModel(lm, 'setLM(lm)');
    for (const predictor of this.predictors()) predictor.lm = lm;
    return this;
  }

  /**
   * The one model that all predictors have as their own.
   *
   * @throws {@link ModuleUsageError} when they have none, or several.
   */
  getLM(): LanguageModel {
    const lms = new Set(this.predictors().map(({ lm }) => lm));
    const [lm] = lms;
    if (lms.size === 1 && lm !== undefined) return lm;
    throw new ModuleUsageError(`getLM() finds ${lms.size > 1 ? 'several models' : 'no model'}.`, {
      expected: 'that all predictors have the same model of their own.',
      fix: 'setLM(lm) gives them one; predictors() shows the model of each.',
    });
  }

  /** Whether {@link freeze} was called. */
  get isFrozen(): boolean {
    return (this as { readonly [FROZEN]?: boolean })[FROZEN] === true;
  }

  /**
   * Keeps optimizers from this module when it is a part of another: its predictors are not listed there. Kept in saved
   * state, as are the predictors. A predictor by itself stays listed.
   */
  freeze(): this {
    return setFrozen(this, true);
  }

  /** Undoes {@link freeze}. */
  unfreeze(): this {
    return setFrozen(this, false);
  }

  /**
   * The exact messages for these inputs, without a call. For modules with one predictor.
   *
   * @throws {@link ModuleUsageError} when there are several predictors, or none.
   */
  render(inputs: object, options?: RenderOptions): Prompt {
    const predictors = this.namedPredictors({ frozen: true });
    const [first] = predictors;
    if (first !== undefined && predictors.length === 1) return first[1].render(inputs, options);
    throw new ModuleUsageError(`${classNameOf(this)} has ${predictors.length} predictors to render.`, {
      found: predictors.map(([path]) => path).join(', '),
      fix: 'call render of one of them.',
    });
  }

  /**
   * All that was learned, as JSON in DSPy's layout, plus our own data where DSPy ignores it. Integers beyond 2^53 are
   * bigints.
   *
   * @throws for demonstrations that JSON cannot hold, naming the place.
   */
  dumpState(): ProgramState {
    return dumpProgram(this);
  }

  /**
   * Takes over what {@link dumpState} gave. The state is not changed and shares nothing with the module.
   *
   * @throws {@link StateError} naming all that does not fit; nothing is changed then.
   */
  loadState(state: object, options?: LoadOptions): this {
    loadProgram(this, state, options);
    return this;
  }

  /**
   * Writes {@link dumpState} to a JSON file that Python DSPy can load, whole or not at all.
   *
   * @throws {@link FileWriteError}; what `dumpState` throws.
   */
  async save(file: string): Promise<void> {
    await writeJsonFile(file, this.dumpState());
  }

  /**
   * Takes over what a file holds, written by {@link save} or by Python DSPy. No code in it runs.
   *
   * @throws {@link FileReadError}; {@link StateError} naming all that does not fit; nothing is changed then.
   */
  async load(file: string, options?: LoadOptions): Promise<this> {
    return this.loadState((await readJsonFile(file)) as object, options);
  }

  /** `optimizer.compile(this, options)`: a better program; this one is not changed. */
  compile<Options>(optimizer: Compiler<Options>, options: Options): Promise<this>;
  /** Lets `Auto` find out what helps: a better program; this one is not changed. */
  compile(options: AutoCompileOptions): Promise<this>;
  async compile<Options>(first: Compiler<Options> | AutoCompileOptions, options?: Options): Promise<this> {
    if (isCompiler(first)) return first.compile(this, options as Options);
    return compileAuto(this, first);
  }
}

function isCompiler<Options>(value: Compiler<Options> | object): value is Compiler<Options> {
  return 'compile' in value && typeof value.compile === 'function';
}

function setFrozen<Instance extends object>(module: Instance, value: boolean): Instance {
  Object.defineProperty(module, FROZEN, { value, configurable: true });
  return module;
}

/** Inputs, or an example that knows them. */
export type BatchItem<Inputs> = Inputs | ExampleMembers<never, Inputs & object>;
