import { asPrediction } from '../../evaluate';
import { Module } from '../../modules';
import type { Prediction } from '../../primitives';
import { canonicalJson, seededRandom, type SeededRandom } from '../../util';

/** Makes one answer of several. */
export type ReduceFunction = (predictions: readonly Prediction[]) => unknown;

/** What an ensemble goes by. */
export interface EnsembleSettings {
  readonly reduceFn: ReduceFunction | undefined;
  readonly size: number;
  readonly deterministic: boolean;
  readonly seed: number;
}

/** Several programs as one. Made by `Ensemble`. */
export class EnsembleProgram extends Module {
  /** The programs, in the order they were given. */
  readonly programs: readonly Module[];
  private readonly settings: { readonly of: EnsembleSettings };
  private readonly draws: SeededRandom;

  constructor(programs: readonly Module[], settings: EnsembleSettings) {
    super();
    this.programs = programs;
    this.settings = { of: settings };
    this.draws = seededRandom(settings.seed).fork('calls');
  }

  /** Asks the programs and reduces their answers. */
  async forward(inputs: Record<string, unknown>): Promise<Prediction> {
    const { reduceFn } = this.settings.of;
    const settled = await Promise.allSettled(
      this.chosen(inputs).map((program) => program.call(inputs as never)),
    );
    const answers = settled
      .filter((each) => each.status === 'fulfilled')
      .map(({ value }) => asPrediction(value));
    const [failure] = settled.filter((each) => each.status === 'rejected');
    if (answers.length === 0 && failure !== undefined) throw failure.reason;
    return asPrediction(
      reduceFn === undefined ? { outputs: answers.map((answer) => answer.toJSON()) } : reduceFn(answers),
    );
  }

  private chosen(inputs: object): readonly Module[] {
    const { size, deterministic, seed } = this.settings.of;
    if (size >= this.programs.length) return this.programs;
    const random = deterministic ? seededRandom(seed).fork(textOf(inputs)) : this.draws;
    const places = random.sample(
      this.programs.map((_, place) => place),
      size,
    );
    return places.sort((left, right) => left - right).map((place) => this.programs[place] as Module);
  }
}

function textOf(inputs: object): string {
  try {
    return canonicalJson(inputs);
  } catch {
    // Inputs that JSON cannot hold are told apart by what can be written of them.
    return (
      JSON.stringify(inputs, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value)) ?? ''
    );
  }
}
