import { seededRandom } from '../../../util';
import { BoundedCache } from './bounded-cache';
import { DemoIndex, type Neighbour } from './demo-index';
import type { Demo, ReadPrompt } from './read-prompt';

/** What an answer is drawn from: the prompt, its nearest demonstrations, and chance where chance is asked for. */
export interface Evidence {
  readonly prompt: ReadPrompt;
  /** Nearest first. */
  readonly neighbours: readonly (Neighbour & { readonly demo: Demo })[];
  /** 1, or a little more or less where variation was asked for: near-ties then fall either way. */
  readonly wobble: (what: string) => number;
  /** What the answers so far rest on, for fields that ask for reasons. */
  readonly reasons: string[];
  /** How clear the last choice was, 0 to 1. */
  confidence: number;
}

const indexes = new BoundedCache<DemoIndex>(32);

/** @param variation 0 for none; 1 moves scores by up to a fifth. */
export function gatherEvidence(
  prompt: ReadPrompt,
  { variation, seed }: { readonly variation: number; readonly seed: string },
): Evidence {
  const index = indexes.get(prompt.demosKey, () => new DemoIndex(prompt.demos.map(({ text }) => text)));
  const neighbours = index
    .neighbours(prompt.text)
    .map((neighbour) => ({ ...neighbour, demo: prompt.demos[neighbour.index] as Demo }));
  const wobble = (what: string): number =>
    variation === 0 ? 1 : 1 + (seededRandom(`${seed}/${what}`).next() - 0.5) * 0.4 * Math.min(variation, 2);
  return { prompt, neighbours, wobble, reasons: [], confidence: 0.5 };
}
