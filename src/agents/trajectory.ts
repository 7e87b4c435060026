import type { ContentPart } from '../messages';
import type { ToolResult } from '../tools';
import type { JsonSchema } from '../types';
import { deepFreeze } from '../util';
import { trajectoryFromJson } from './trajectory-json';
import type { TrajectoryCall, TrajectoryParts, TrajectoryStep } from './trajectory-parts';
import { trajectoryParts } from './trajectory-text';

const BRAND = Symbol.for('dspex.trajectory');

/**
 * All an agent did: a value that is kept, sent and read as JSON, and shown to the model as what happened so far. Immutable.
 *
 * Reads the trajectories of DSPy's older `ReAct` too (`thought_0`, `tool_name_0`, `tool_args_0`, `observation_0`, …).
 */
export class Trajectory {
  /** The JSON Schema of its saved form. */
  static readonly jsonSchema: JsonSchema = deepFreeze({
    type: 'object',
    properties: {
      steps: { type: 'array', items: { type: 'object' } },
      hidden: { type: 'integer' },
      summary: { type: 'string' },
    },
    required: ['steps'],
  });

  readonly steps: readonly TrajectoryStep[];
  readonly hidden: number;
  readonly summary?: string;

  constructor({ steps, hidden = 0, summary }: TrajectoryParts = { steps: [] }) {
    this.steps = deepFreeze([...steps]);
    this.hidden = hidden;
    if (summary !== undefined) this.summary = summary;
    Object.freeze(this);
  }

  get [BRAND](): true {
    return true;
  }

  /** Whether the value is a trajectory, from this or another copy of the library. */
  static is(value: unknown): value is Trajectory {
    return typeof value === 'object' && value !== null && BRAND in value;
  }

  /** What the model is shown where it is not shown calls and results as such. */
  static toParts(value: Trajectory): string | readonly ContentPart[] {
    return trajectoryParts(value);
  }

  /** The trajectory as JSON. */
  static toJson({ steps, hidden, summary }: Trajectory): TrajectoryParts {
    return { steps, ...(hidden === 0 ? {} : { hidden }), ...(summary === undefined ? {} : { summary }) };
  }

  /**
   * A trajectory from JSON: our own, or that of DSPy's older `ReAct`.
   *
   * @throws {@link InvalidArgumentError} for anything else.
   */
  static fromJson(json: unknown): Trajectory {
    return Trajectory.is(json) ? json : new Trajectory(trajectoryFromJson(json));
  }

  /** The calls that have no result yet, in order. */
  get openCalls(): readonly TrajectoryCall[] {
    return this.steps.flatMap(({ calls }) => calls.filter(({ result }) => result === undefined));
  }

  /** The steps the model is shown. */
  get shownSteps(): readonly TrajectoryStep[] {
    return this.steps.slice(this.hidden);
  }

  /** With one more step. */
  withStep(step: TrajectoryStep): Trajectory {
    return new Trajectory({ ...Trajectory.toJson(this), steps: [...this.steps, step] });
  }

  /** With the result of a call. A call that has one keeps it. */
  withResult(id: string, result: ToolResult): Trajectory {
    const answered = (call: TrajectoryCall): TrajectoryCall =>
      call.id === id && call.result === undefined ? { ...call, result } : call;
    const steps = this.steps.map((step) =>
      step.calls.some((call) => call.id === id) ? { ...step, calls: step.calls.map(answered) } : step,
    );
    return new Trajectory({ ...Trajectory.toJson(this), steps });
  }

  /** With its first steps no longer shown. */
  withHidden(hidden: number, summary?: string): Trajectory {
    return new Trajectory({ steps: this.steps, hidden, summary });
  }

  toJSON(): TrajectoryParts {
    return Trajectory.toJson(this);
  }
}
