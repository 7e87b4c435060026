import { asPrediction, rowErrorOf, withoutCause, type RowError } from '../../evaluate';
import { currentLM } from '../../lm';
import { demoFromJson, demoToJson, type Demo, type Module } from '../../modules';
import { currentTrace, sameValue, Trace, type TraceStep } from '../../primitives';
import { formatJson, parseJson } from '../../saving';
import { seededRandom } from '../../util';
import type { TrainingExample } from '../check-options';
import type { BootstrapSettings } from './bootstrap-settings';

/** What one training example taught: a demonstration for each predictor that was called. */
export interface Bootstrapped {
  readonly round: number;
  readonly demos: ReadonlyMap<string, Demo>;
}

/** What became of one training example. */
export type BootstrapOutcome =
  { readonly bootstrapped: Bootstrapped } | { readonly error: RowError } | { readonly rejected: true };

/** The same as JSON: demonstrations as the text they are saved as, which keeps all digits. */
type WrittenOutcome =
  | { readonly bootstrapped: { readonly round: number; readonly demos: Readonly<Record<string, string>> } }
  | { readonly error: Omit<RowError, 'cause'> }
  | { readonly rejected: true };

/** What counts as a good answer where no threshold says so: a graded metric's 0.1 is none. */
const FULL_MARKS = 1;

/**
 * Runs the teacher on one example, in as many rounds as it takes for the metric to approve.
 *
 * A demonstration that is the example itself is not shown to the teacher. Replies that were cut, filtered or refused
 * make no demonstrations.
 */
export async function bootstrapExample(
  teacher: Module,
  example: TrainingExample,
  index: number,
  settings: BootstrapSettings,
): Promise<BootstrapOutcome> {
  const signatures = new Map(teacher.namedPredictors().map(([path, { signature }]) => [path, signature]));
  let cause: unknown;
  try {
    const written = await settings.remember<WrittenOutcome>(String(index), async () => {
      const outcome = await tryRounds(teacher, example, index, settings);
      if (!('error' in outcome)) return writtenOf(outcome, signatures);
      ({ cause } = outcome.error);
      // What a provider failed at is tried again by whoever goes on.
      if (outcome.error.kind === 'infrastructure') throw new Unanswered(outcome.error);
      return { error: withoutCause(outcome.error) };
    });
    if ('error' in written) return { error: { ...written.error, cause } };
    return 'rejected' in written ? written : readOf(written.bootstrapped, signatures);
  } catch (error) {
    if (error instanceof Unanswered) return { error: error.error };
    throw error;
  }
}

/** Keeps a provider's fault from being written down. */
class Unanswered extends Error {
  constructor(readonly error: RowError) {
    super(error.message, { cause: error.cause });
  }
}

type Signatures = ReadonlyMap<string, Parameters<typeof demoToJson>[0]>;

function writtenOf(
  outcome: Exclude<BootstrapOutcome, { readonly error: RowError }>,
  signatures: Signatures,
): WrittenOutcome {
  if ('rejected' in outcome) return outcome;
  const { round, demos } = outcome.bootstrapped;
  const written: Record<string, string> = {};
  for (const [path, demo] of demos) {
    const signature = signatures.get(path);
    if (signature !== undefined) written[path] = formatJson(demoToJson(signature, demo, path), 0);
  }
  return { bootstrapped: { round, demos: written } };
}

function readOf(
  { round, demos }: { readonly round: number; readonly demos: Readonly<Record<string, string>> },
  signatures: Signatures,
): BootstrapOutcome {
  const read = new Map<string, Demo>();
  for (const [path, text] of Object.entries(demos)) {
    const signature = signatures.get(path);
    if (signature !== undefined) read.set(path, demoFromJson(signature, parseJson(text) as Demo));
  }
  return { bootstrapped: { round, demos: read } };
}

async function tryRounds(
  teacher: Module,
  example: TrainingExample,
  index: number,
  settings: BootstrapSettings,
): Promise<BootstrapOutcome> {
  const withheld = withoutExample(teacher, example);
  const paths = new Map(withheld.namedPredictors().map(([path, predictor]) => [predictor as object, path]));
  let failure: { readonly error: RowError } | undefined;
  for (let round = 0; round < settings.maxRounds; round++) {
    settings.signal?.throwIfAborted();
    try {
      const steps = await approvedSteps(withheld, example, round, settings);
      const demos = steps && demosOf(steps, paths, `${settings.seed}/${index}`);
      if (demos !== undefined && demos.size > 0) return { bootstrapped: { round, demos } };
    } catch (error) {
      settings.signal?.throwIfAborted();
      failure = { error: rowErrorOf(error) };
    }
  }
  return failure ?? { rejected: true };
}

/** The calls that led to an answer the metric approves of; undefined if it does not. */
async function approvedSteps(
  teacher: Module,
  example: TrainingExample,
  round: number,
  settings: BootstrapSettings,
): Promise<readonly TraceStep[] | undefined> {
  const trace = new Trace();
  const options = {
    ...(settings.signal === undefined ? {} : { signal: settings.signal }),
    ...(round === 0 ? {} : { rolloutId: round, config: { temperature: 1 } }),
  };
  const ask = (): Promise<unknown> => teacher.call(example.inputs() as never, options);
  const answer = await currentTrace.run(trace, () =>
    settings.teacherLm === undefined ? ask() : currentLM.run(settings.teacherLm, ask),
  );
  const approved =
    settings.metric === undefined || (await isApproved(example, answer, trace.steps, settings));
  return approved ? trace.steps : undefined;
}

async function isApproved(
  example: TrainingExample,
  answer: unknown,
  trace: readonly TraceStep[],
  { metric, metricThreshold }: BootstrapSettings,
): Promise<boolean> {
  const prediction = asPrediction(answer);
  const score = (await metric?.(example, prediction, trace))?.score ?? 1;
  return score >= (metricThreshold ?? FULL_MARKS);
}

/** The teacher itself, or a copy that is not shown a demonstration with the example's inputs. */
function withoutExample(teacher: Module, example: TrainingExample): Module {
  const inputs = Object.entries(example.inputs());
  const shows = (demo: Demo): boolean => inputs.every(([name, value]) => sameValue(demo[name], value));
  if (!teacher.predictors().some(({ demos }) => demos.some(shows))) return teacher;
  const copy = teacher.deepCopy();
  for (const predictor of copy.predictors()) predictor.demos = predictor.demos.filter((demo) => !shows(demo));
  return copy;
}

/** One demonstration for each predictor: of several calls the last in half of all cases, else one of the others. */
function demosOf(
  steps: readonly TraceStep[],
  paths: ReadonlyMap<object, string>,
  seed: string,
): ReadonlyMap<string, Demo> {
  const byPath = new Map<string, Demo[]>();
  for (const step of steps) {
    const path = paths.get(step.predictor);
    if (path === undefined || !step.isComplete) continue;
    const demo = Object.freeze({ augmented: true, ...step.inputs, ...step.prediction.toJSON() });
    byPath.set(path, [...(byPath.get(path) ?? []), demo]);
  }
  const chosen = new Map<string, Demo>();
  for (const [path, demos] of byPath) {
    const random = seededRandom(`${seed}/${path}`);
    const last = demos.at(-1);
    const demo = random.next() < 0.5 ? last : random.pick(demos.slice(0, -1));
    chosen.set(path, (demo ?? last) as Demo);
  }
  return chosen;
}
