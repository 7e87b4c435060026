// A teleprompter writes the demonstrations into the prompt; the student stays as it was.
import { BootstrapFewShot, EmbeddedLM, Evaluate, Predict, configure, exactMatch } from 'dspex';
import { reviews } from './reviews';

configure({ lm: new EmbeddedLM() });

export async function main() {
  const metric = exactMatch('mood');
  const student = new Predict('review -> mood: "happy" | "sad"');
  const optimizer = new BootstrapFewShot({ metric, maxLabeledDemos: 8 });
  const compiled = await optimizer.compile(student, { trainset: reviews.slice(0, 8) });

  const evaluate = new Evaluate({ devset: reviews.slice(8), metric });
  const before = await evaluate.call(student);
  const after = await evaluate.call(compiled);
  console.log(`${before.score} before, ${after.score} after, with ${compiled.demos.length} demonstrations`);
  return { before: before.score, after: after.score };
}

if (require.main === module) void main();
