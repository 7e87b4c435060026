// Evaluate says how good a program is, with an interval and the errors by kind.
import { EmbeddedLM, Evaluate, Predict, configure, exactMatch } from 'dspex';
import { reviews } from './reviews';

configure({ lm: new EmbeddedLM() });

export async function main() {
  const program = new Predict('review -> mood: "happy" | "sad"');
  const evaluate = new Evaluate({ devset: reviews.slice(8), metric: exactMatch('mood') });
  const { score, n, interval, errors } = await evaluate.call(program);
  console.log({ score, n, interval, errors });
  return { score, n };
}

if (require.main === module) void main();
