import type { Module } from '../../modules';
import { isDecisionType, type DecisionSettings, type DecisionType } from '../../types';
import type { TracedRow } from '../job/compile-run';

/** A decision output of a predictor. */
export interface DecisionOutput {
  readonly path: string;
  readonly field: string;
  readonly type: DecisionType;
}

/** What a model gave for one decision. */
interface Evidence {
  readonly probability?: number;
  readonly probabilities?: Readonly<Record<string, number>>;
}

/** A setting to try, and how wide the gap is that it lies in: of equals the widest is the safest. */
export interface Anchor {
  readonly settings: DecisionSettings;
  readonly gap: number;
}

/** One number to be found: what it is now, what it is held against, and how settings look with another. */
export interface Dial {
  readonly values: readonly number[];
  /** Between numbers of which kind: as they are, or by their ratio. */
  readonly scale: 'linear' | 'ratio';
  readonly with: (value: number) => DecisionSettings;
}

/** Weights reach this far up and down. */
const FURTHEST = 1_000;

/** All decision outputs of a program that can be calibrated, in the order of its predictors. */
export function decisionOutputs(program: Module): readonly DecisionOutput[] {
  return program
    .namedPredictors()
    .flatMap(([path, { signature }]) =>
      signature.outputFields.flatMap(({ name, type }) =>
        type.kind === 'custom' && isDecisionType(type.type) ? [{ path, field: name, type: type.type }] : [],
      ),
    );
}

/** The evidence of all rows for one output. */
export function evidenceOf(rows: readonly TracedRow[], { path, field }: DecisionOutput): readonly Evidence[] {
  return rows.flatMap(({ trace = [] }) =>
    trace
      .filter((step) => step.path === path)
      .flatMap(({ outputs }) => (outputs[field] as Evidence | null) ?? []),
  );
}

/** How many numbers an output has to be found. */
export function dialCount({ type }: DecisionOutput): number {
  if (type.decision === 'noul') return 1;
  return type.decision === 'score' ? type.options.length - 1 : type.options.length;
}

/** One of those numbers. */
export function dialOf(
  { type }: DecisionOutput,
  evidence: readonly Evidence[],
  { present, place }: { readonly present: DecisionSettings; readonly place: number },
): Dial {
  if (type.decision === 'noul') {
    const values = evidence.flatMap(({ probability }) => probability ?? []);
    return { values, scale: 'linear', with: (threshold) => ({ ...present, threshold }) };
  }
  return type.decision === 'score'
    ? cutDial(type.options, evidence, { present, place })
    : weightDial(type.options, evidence, { present, place });
}

/** Settings between the values, at most so many, with the widest gaps kept apart. */
export function anchorsOf({ values, scale, with: settingsWith }: Dial, most: number): readonly Anchor[] {
  const place = (value: number): number => (scale === 'ratio' ? Math.log(value) : value);
  const sorted = [...new Set(values)].sort((left, right) => left - right);
  const gaps = sorted.slice(1).map((high, index) => {
    const [from, to] = [place(sorted[index] as number), place(high)];
    const middle = (from + to) / 2;
    return { value: scale === 'ratio' ? Math.exp(middle) : middle, gap: to - from };
  });
  const kept =
    gaps.length <= most
      ? gaps
      : Array.from({ length: most }, (_, index) => gaps[Math.floor(((index + 0.5) * gaps.length) / most)]);
  return kept.flatMap((each) =>
    each === undefined ? [] : [{ settings: settingsWith(each.value), gap: each.gap }],
  );
}

/** Where one level ends: between the cuts beside it. */
function cutDial(
  levels: readonly string[],
  evidence: readonly Evidence[],
  { present, place }: { readonly present: DecisionSettings; readonly place: number },
): Dial {
  const cuts = present.cuts ?? levels.slice(1).map((_, at) => at + 0.5);
  const [low, high] = [cuts[place - 1] ?? 0, cuts[place + 1] ?? levels.length - 1];
  const values = evidence
    .flatMap(({ probabilities }) =>
      probabilities === undefined
        ? []
        : levels.reduce((sum, level, at) => sum + at * (probabilities[level] ?? 0), 0),
    )
    .filter((value) => value >= low && value <= high);
  return {
    values: [low, ...values, high],
    scale: 'linear',
    with: (value) => ({ ...present, cuts: cuts.map((cut, at) => (at === place ? value : cut)) }),
  };
}

/** What an option is worth: the weights at which it overtakes the best of the others. */
function weightDial(
  options: readonly string[],
  evidence: readonly Evidence[],
  { present, place }: { readonly present: DecisionSettings; readonly place: number },
): Dial {
  const weights = present.weights ?? {};
  const option = options[place] as string;
  const values = evidence.flatMap(({ probabilities = {} }) => {
    const rival = Math.max(
      ...options
        .filter((each) => each !== option)
        .map((each) => (probabilities[each] ?? 0) * (weights[each] ?? 1)),
    );
    const ratio = rival / (probabilities[option] ?? 0);
    return ratio > 0 && Number.isFinite(ratio) ? [Math.min(FURTHEST, Math.max(1 / FURTHEST, ratio))] : [];
  });
  return {
    values: [1 / FURTHEST, ...values, FURTHEST],
    scale: 'ratio',
    with: (value) => ({ ...present, weights: { ...weights, [option]: value } }),
  };
}
