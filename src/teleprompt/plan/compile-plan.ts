/** What calls are for. */
export type CallKind =
  /** Runs of the program on an example, to score it or to learn from it. */
  | 'program'
  /** Runs of a teacher on an example. */
  | 'teacher'
  /** Questions to the model that writes instructions. */
  | 'prompt'
  /** Scores of the metric over replies that are known: no call of a model. */
  | 'replay';

/** A part of a compilation, and how often it calls. */
export interface PlannedPhase {
  /** What is done, in a few words. */
  readonly phase: string;
  readonly kind: CallKind;
  /** It is never called more often; infinite where nothing is known. */
  readonly most: number;
  /** About so often, as experience goes. */
  readonly expected: number;
}

/** A number of calls. */
export interface PlannedCalls {
  readonly most: number;
  readonly expected: number;
}

/** What is planned for. */
export interface PlanFacts {
  readonly optimizer: string;
  readonly phases: readonly PlannedPhase[];
  /** How many predictors the program has. */
  readonly predictors: number;
}

/** What a compilation will call, before anything is paid for. Made by the optimizer's `plan`. */
export class CompilePlan {
  readonly optimizer: string;
  /** In the order they come. */
  readonly phases: readonly PlannedPhase[];
  /** Runs of the program and of the teacher together. */
  readonly programRuns: PlannedCalls;
  /** Questions to the prompt model. */
  readonly promptCalls: PlannedCalls;
  /**
   * Calls of models together, where each run calls each predictor once and each reply can be read at once: loops in a program and
   * corrections of replies come on top.
   */
  readonly lmCalls: PlannedCalls;

  constructor({ optimizer, phases, predictors }: PlanFacts) {
    this.optimizer = optimizer;
    this.phases = Object.freeze(phases.filter(({ most }) => most > 0));
    this.programRuns = this.#sum(['program', 'teacher']);
    this.promptCalls = this.#sum(['prompt']);
    const total = (side: keyof PlannedCalls): number =>
      predictors * this.programRuns[side] + this.promptCalls[side];
    this.lmCalls = Object.freeze({ most: total('most'), expected: total('expected') });
    Object.freeze(this);
  }

  #sum(kinds: readonly CallKind[]): PlannedCalls {
    const own = this.phases.filter(({ kind }) => kinds.includes(kind));
    const total = (side: keyof PlannedCalls): number => own.reduce((sum, phase) => sum + phase[side], 0);
    return Object.freeze({ most: total('most'), expected: total('expected') });
  }

  /** A table for a person. */
  toString(): string {
    const lines = this.phases.map(({ phase, kind, most, expected }) => [
      phase,
      kind,
      shown(expected),
      shown(most),
    ]);
    const { most, expected } = this.lmCalls;
    const rows = [
      ['phase', 'calls', 'about', 'at most'],
      ...lines,
      ['model calls in all', '', shown(expected), shown(most)],
    ];
    const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
    const line = (row: readonly string[]): string =>
      row
        .map((text, column) =>
          column < 2 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd();
    return [this.optimizer, ...rows.map(line)].join('\n');
  }
}

function shown(count: number): string {
  return Number.isFinite(count) ? String(Math.round(count)) : 'unknown';
}
