import { BoundedCache } from './bounded-cache';
import { isFunctionWord, stemOf, trigramsOf, wordsOf } from './tokens';

/** The words that speak for each label, with how loudly. */
export type LabelProfiles = readonly ReadonlyMap<string, number>[];

const NAME = 1;
const DESCRIPTION = 0.6;
const TRIGRAM = 0.12;
const cache = new BoundedCache<LabelProfiles>(64);

/**
 * What labels mean as far as the prompt says: the words of the label itself, and those of every clause of the
 * instructions and descriptions that names it.
 */
export function labelProfiles(labels: readonly string[], words: string): LabelProfiles {
  return cache.get(`${labels.join('\u0000')}\u0001${words}`, () => build(labels, words));
}

/** How well a text fits a profile, 0 when nothing is shared. */
export function fitOf(text: string, profile: ReadonlyMap<string, number>): number {
  let sum = 0;
  const seen = new Set<string>();
  for (const feature of cues(text)) {
    if (seen.has(feature)) continue;
    seen.add(feature);
    sum += profile.get(feature) ?? 0;
  }
  return sum / Math.sqrt(profile.size + 4);
}

function build(labels: readonly string[], words: string): LabelProfiles {
  const profiles = labels.map((label) => {
    const profile = new Map<string, number>();
    add(profile, spaced(label), NAME);
    return profile;
  });
  const names = labels.map((label) => ` ${wordsOf(spaced(label)).join(' ')} `);
  for (const clause of words.split(/[\n;]|\.\s/)) {
    for (const [index, part] of partsNaming(clause, names))
      add(profiles[index] as Map<string, number>, part, DESCRIPTION);
  }
  return profiles.map((profile) => tellingApart(profile, profiles));
}

/** A word that many labels share says little for any of them. */
function tellingApart(profile: ReadonlyMap<string, number>, all: LabelProfiles): ReadonlyMap<string, number> {
  const most = Math.log(1 + all.length);
  return new Map(
    [...profile].map(([feature, loudness]) => {
      const sharers = all.filter((other) => other.has(feature)).length;
      return [feature, (loudness * Math.log(1 + all.length / sharers)) / most];
    }),
  );
}

/** A clause that names one label speaks for it; one that names several is taken apart at its commas. */
function partsNaming(clause: string, names: readonly string[]): [index: number, part: string][] {
  const named = namesIn(clause, names);
  if (named.length === 1) return [[named[0] as number, clause]];
  if (named.length === 0) return [];
  const parts = clause.split(',').map((part): [number[], string] => [namesIn(part, names), part]);
  return parts.flatMap(([found, part]) =>
    found.length === 1 ? [[found[0] as number, part] as [number, string]] : [],
  );
}

function namesIn(text: string, names: readonly string[]): number[] {
  const padded = ` ${wordsOf(spaced(text)).join(' ')} `;
  return names.flatMap((name, index) => (padded.includes(name) ? [index] : []));
}

function add(profile: Map<string, number>, text: string, weight: number): void {
  for (const feature of cues(text)) {
    const loudness = feature.startsWith('t:') ? weight * TRIGRAM : weight;
    profile.set(feature, Math.max(profile.get(feature) ?? 0, loudness));
  }
}

function cues(text: string): string[] {
  return wordsOf(text)
    .filter((word) => !isFunctionWord(word))
    .flatMap((word) => [`w:${stemOf(word)}`, ...trigramsOf(word).map((trigram) => `t:${trigram}`)]);
}

/** `cardArrival` and `card_arrival` → `card arrival`. */
function spaced(label: string): string {
  return label.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_\-/]+/g, ' ');
}
