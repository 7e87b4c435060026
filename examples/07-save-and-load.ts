// A compiled program is a JSON file: demonstrations and instructions, no code and no secrets.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLM, LabeledFewShot, Predict, configure } from 'dspex';
import { reviews } from './reviews';

configure({ lm: new EmbeddedLM() });

export async function main() {
  const folder = await mkdtemp(join(tmpdir(), 'dspex-'));
  try {
    const program = new Predict('review -> mood: "happy" | "sad"');
    const compiled = await new LabeledFewShot({ k: 8 }).compile(program, { trainset: reviews });
    await compiled.save(join(folder, 'mood.json'));

    const loaded = await new Predict('review -> mood: "happy" | "sad"').load(join(folder, 'mood.json'));
    const { mood } = await loaded.call({ review: 'what a delightful dinner' });
    console.log(mood, loaded.demos.length);
    return { mood, demos: loaded.demos.length };
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (require.main === module) void main();
