// MIPROv2 finds the instructions and demonstrations that go together. Everything here works offline.
import { EmbeddedLM, Evaluate, MIPROv2, MockLM, Predict, configure, exactMatch } from 'dspex';
import { reviews } from './reviews';

configure({ lm: new EmbeddedLM() });

/** Stands in for a model that writes instructions: it answers whatever it is asked with a text of its own. */
const promptModel = new MockLM((request) => {
  const last = request.messages.at(-1)?.content;
  const text = typeof last === 'string' ? last : JSON.stringify(last);
  const outputs = [...text.slice(text.lastIndexOf('Now reply')).matchAll(/## (\w+) ##/g)].map(
    ([, name]) => name,
  );
  return outputs
    .map(
      (name) =>
        `[[ ## ${name} ## ]]\n${name === 'nothingNew' ? 'true' : 'Say whether the guest was happy or sad.'}`,
    )
    .join('\n\n');
});

export async function main() {
  const metric = exactMatch('mood');
  const student = new Predict('review -> mood: "happy" | "sad"');
  const optimizer = new MIPROv2({ metric, promptModel, numCandidates: 4, numTrials: 6 });
  const job = optimizer.start(student, { trainset: reviews.slice(0, 8), valset: reviews.slice(8) });
  const { program, report } = await job.result;

  const evaluate = new Evaluate({ devset: reviews.slice(8), metric });
  const [before, after] = [await evaluate.call(student), await evaluate.call(program)];
  console.log(`${before.score} before, ${after.score} after ${report.spending.metricCalls} runs`);
  for (const candidate of report.candidates) console.log(candidate.score, candidate.origin);
  return { before: before.score, after: after.score };
}

if (require.main === module) void main();
