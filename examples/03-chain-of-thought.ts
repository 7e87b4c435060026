// ChainOfThought puts a reasoning field before the answer.
import { ChainOfThought, EmbeddedLM, configure } from 'dspex';

configure({ lm: new EmbeddedLM() });

export async function main() {
  const classify = new ChainOfThought('review -> mood: "happy" | "sad"');
  const demos = [
    { review: 'a wonderful evening', reasoning: 'Wonderful is praise.', mood: 'happy' },
    { review: 'cold food, rude waiters', reasoning: 'Two complaints.', mood: 'sad' },
  ];
  const { reasoning, mood } = await classify.call({ review: 'the food was cold' }, { demos });
  console.log(`${mood}: ${reasoning}`);
  return { reasoning, mood };
}

if (require.main === module) void main();
