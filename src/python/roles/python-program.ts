import { currentCallScope, Module, OWN_STATE, type CallOptions, type OwnState } from '../../modules';
import { Prediction } from '../../primitives';
import { assertKnownOptions, isPlainObject } from '../../util';
import { REQUEST, type PythonCallOptions, type PythonProcess } from '../python-process';
import { countUsage } from './python-usage';

/** How a {@link PythonProgram} is called. */
export interface PythonProgramOptions extends Omit<PythonCallOptions, 'signal'> {
  /**
   * Names the state of the Python code, where scores are kept: change it when the program answers otherwise.
   * @default none, so that module and name alone name it
   */
  readonly version?: string;
}

/**
 * A program in Python as a module: one of DSPy's, or any function. Inputs go as keywords; the fields of the `Prediction` (or of the
 * dict, dataclass or pydantic model) it gives are the outputs; any other value is the output `result`.
 *
 * A class is made once, without arguments, when it is first called. Its models are those of Python: `lm`, `adapter` and the like in call
 * options do not reach it. What it has learned stays there too; of it, a saved program keeps the name alone. Tokens are counted where
 * DSPy does (`dspy.configure(track_usage=True)`).
 *
 * @example
 * ```ts
 * const qa = new PythonProgram<{ question: string }, { answer: string }>(python, 'qa');
 * const { answer } = await qa.call({ question: 'Who wrote Dune?' });
 * ```
 */
export class PythonProgram<
  Inputs extends object = Record<string, unknown>,
  Outputs extends object = Record<string, unknown>,
> extends Module {
  /** Where it runs. */
  readonly python: PythonProcess;
  /** Its name in the module. */
  readonly target: string;
  /** How it is called. */
  readonly options: PythonProgramOptions;

  /** @throws {@link UnknownOptionError}. */
  constructor(python: PythonProcess, target: string, options: PythonProgramOptions = {}) {
    super();
    const known = ['timeout', 'idempotent', 'version'];
    assertKnownOptions(options, known, 'new PythonProgram(python, target, ...)');
    this.python = python;
    this.target = target;
    this.options = Object.freeze({ ...options });
  }

  /** What is saved with a program: which one it is. A file cannot make it another. */
  get [OWN_STATE](): OwnState {
    const { module } = this.python;
    const { version } = this.options;
    const own = { python_module: module, python_name: this.target };
    return {
      dump: () => (version === undefined ? own : { ...own, version }),
      read: (entry, refuse) => {
        for (const [member, expected] of Object.entries(own)) {
          if (entry[member as keyof typeof own] !== expected) refuse(member, JSON.stringify(expected));
        }
        return () => undefined;
      },
    };
  }

  async forward(inputs: Inputs, options?: CallOptions): Promise<Prediction<Outputs>> {
    const { timeout, idempotent } = this.options;
    const { value, usage } = await this.python[REQUEST]({
      operation: 'program',
      name: this.target,
      args: { ...inputs } as Record<string, unknown>,
      signal: currentCallScope()?.signal ?? options?.signal,
      timeout,
      idempotent,
    });
    countUsage(usage);
    return Prediction.from((isPlainObject(value) ? value : { result: value }) as Outputs);
  }
}
