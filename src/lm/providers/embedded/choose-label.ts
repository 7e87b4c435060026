import { excerpt } from '../../../util';
import type { Evidence } from './evidence';
import { hashText } from './hash-text';
import { fitOf, labelProfiles } from './label-profiles';
import type { Label, Slot } from './shape';

const NEIGHBOURS = 40;
const SHARPNESS = 2;
const WORDS_AGAINST_MANY_DEMOS = 0.08;
const WORDS_AGAINST_FEW_DEMOS = 0.7;

/** A label with what speaks for it. */
export interface ScoredLabel {
  readonly label: Label;
  readonly score: number;
}

/**
 * Ranks the labels: votes of the nearest demonstrations, weighted by likeness, and the words shared with what the
 * prompt says of each label. With neither, the pick is arbitrary but always the same for the same text.
 */
export function rankLabels(slot: Slot, choices: readonly Label[], evidence: Evidence): ScoredLabel[] {
  const { prompt, neighbours } = evidence;
  const profiles = labelProfiles(choices.map(wordsOfLabel), `${prompt.instructions}\n${slot.desc}`);
  const votes = votesOf(slot.name, neighbours);
  const perLabel = Math.max(1, prompt.demos.length / Math.max(1, choices.length));
  const wordWeight = WORDS_AGAINST_MANY_DEMOS + WORDS_AGAINST_FEW_DEMOS / perLabel;
  const ranked = choices.map((label, index) => {
    const fit = fitOf(prompt.text, profiles[index] ?? new Map<string, number>());
    const base = (votes.get(String(label)) ?? 0) + wordWeight * fit;
    const tie = hashText(`${String(label)}/${prompt.text}`) / 2 ** 32;
    return { label, score: (base + tie * 1e-6) * evidence.wobble(`${slot.name}/${String(label)}`) };
  });
  return ranked.sort((left, right) => right.score - left.score);
}

/** The best label; what decided is added to the reasons. */
export function chooseLabel(slot: Slot, choices: readonly Label[], evidence: Evidence): Label {
  const [best, second] = rankLabels(slot, choices, evidence);
  if (best === undefined) return '';
  evidence.confidence = confidenceOf(best.score, second?.score ?? 0);
  const supporter = evidence.neighbours.find(({ demo }) => matches(demo.outputs[slot.name], best.label));
  if (supporter !== undefined) {
    const likeness = supporter.similarity.toFixed(2);
    evidence.reasons.push(
      `The closest demonstration for ${slot.name} "${String(best.label)}" says: "${excerpt(supporter.demo.text, 80)}" (likeness ${likeness}).`,
    );
  } else if (best.score > 1e-4) evidence.reasons.push(`The text shares words with "${String(best.label)}".`);
  else
    evidence.reasons.push(
      `Nothing in the prompt speaks for any ${slot.name}; "${String(best.label)}" is a guess.`,
    );
  return best.label;
}

/** Yes or no, by the same means; yes is spoken for by the field's own words. */
export function chooseBoolean(slot: Slot, evidence: Evidence): boolean {
  const votes = votesOf(slot.name, evidence.neighbours);
  const yes = (votes.get('true') ?? 0) * evidence.wobble(`${slot.name}/true`);
  const no = (votes.get('false') ?? 0) * evidence.wobble(`${slot.name}/false`);
  evidence.confidence = confidenceOf(Math.max(yes, no), Math.min(yes, no));
  if (yes + no > 0) {
    evidence.reasons.push(`The closest demonstrations say ${String(yes > no)} for ${slot.name}.`);
    return yes > no;
  }
  const [profile = new Map<string, number>()] = labelProfiles([slot.name], '');
  const isNamed = fitOf(`${evidence.prompt.text}`, profile) > 0.3;
  evidence.reasons.push(`The text ${isNamed ? 'shares' : 'shares no'} words with "${slot.name}".`);
  return isNamed;
}

/** Demonstrations near the text vote for their values; the nearer, the more so. */
export function votesOf(name: string, neighbours: Evidence['neighbours']): ReadonlyMap<string, number> {
  const votes = new Map<string, number>();
  for (const { demo, similarity } of neighbours.slice(0, NEIGHBOURS)) {
    const given = demo.outputs[name];
    for (const value of Array.isArray(given) ? given : [given]) {
      if (value === undefined || value === null) continue;
      const label = String(value);
      votes.set(label, (votes.get(label) ?? 0) + similarity ** SHARPNESS);
    }
  }
  return votes;
}

function matches(given: unknown, label: Label): boolean {
  return String(given) === String(label);
}

function wordsOfLabel(label: Label): string {
  return String(label);
}

function confidenceOf(best: number, second: number): number {
  return best <= 0 ? 0.5 : Math.round((best / (best + Math.max(second, 0))) * 100) / 100;
}
