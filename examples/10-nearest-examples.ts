// KNNFewShot picks demonstrations for each call: the training examples most like its inputs.
import { EmbeddedLM, HashedEmbedder, KNNFewShot, Predict, configure } from 'dspex';
import { reviews } from './reviews';

configure({ lm: new EmbeddedLM() });

export async function main() {
  const student = new Predict('review -> mood: "happy" | "sad"');
  const optimizer = new KNNFewShot({ k: 3, vectorizer: new HashedEmbedder() });
  const compiled = await optimizer.compile(student, { trainset: reviews });
  const { mood } = await compiled.call({ review: 'the waiter was rude to us' });
  console.log(mood);
  return mood;
}

if (require.main === module) void main();
