import type { SeededRandom } from '../../util';

/** A direction for whoever writes an instruction. */
export interface Tip {
  readonly name: string;
  /** Empty for no advice. */
  readonly text: string;
}

/** The tips that proposals draw from, as many kinds as MIPROv2 has. */
const TIPS: readonly Tip[] = Object.freeze([
  { name: 'none', text: '' },
  { name: 'creative', text: 'Look for an approach that is not the obvious one.' },
  { name: 'simple', text: 'Say it in as few plain words as will do.' },
  { name: 'description', text: 'Explain in detail what is wanted and how to get there.' },
  { name: 'high-stakes', text: 'Put the model in a situation where a mistake would matter a great deal.' },
  { name: 'persona', text: 'Begin with who the model is to be, someone fit for exactly this task.' },
]);

/** A tip for each of `count` proposals: all different before any comes again. */
export function drawTips(count: number, random: SeededRandom): readonly Tip[] {
  const drawn: Tip[] = [];
  while (drawn.length < count) drawn.push(...random.shuffle(TIPS));
  return drawn.slice(0, count);
}
