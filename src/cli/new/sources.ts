/** `src/program.ts` */
export const PROGRAM = `import { InputField, Module, OutputField, Predict, Predictor, Signature } from 'dspex';

// What goes in (readonly) and what comes out. tsx keeps no types at run time, so each field names its own.
@Signature('Route the ticket to the team that can solve it.')
export class RouteTicket {
  @InputField({ type: () => String, desc: 'as the customer wrote it' }) readonly ticket!: string;
  @OutputField({ enum: ['billing', 'bug', 'account'] }) team!: 'billing' | 'bug' | 'account';
}

@Module()
export class Router extends Module {
  @Predictor(RouteTicket, Predict) readonly route!: Predict<RouteTicket>;

  async forward({ ticket }: { ticket: string }) {
    return this.route.call({ ticket });
  }
}
`;

/** `src/model.ts` */
export const MODEL = `import { EmbeddedLM, LM, type LanguageModel } from 'dspex';

/** A real model where there is a key; else a small one in this process that learns from the demonstrations it is shown. */
export function chooseModel(): LanguageModel {
  if (process.env['OPENAI_API_KEY']) return new LM('openai/gpt-5-mini');
  if (process.env['ANTHROPIC_API_KEY']) return new LM('anthropic/claude-haiku-4-5');
  return new EmbeddedLM();
}
`;

/** `dspex.config.ts` */
export const CONFIG = `import { defineConfig } from 'dspex/cli';
import { chooseModel } from './src/model.js';
import { Router } from './src/program.js';

export default defineConfig({
  program: Router,
  lm: chooseModel(),
  trainset: 'data/train.jsonl',
  devset: 'data/dev.jsonl',
  metric: 'exact-match:team',
  optimizer: 'bootstrap-rs',
});
`;

/** `src/main.ts` */
export const MAIN = `import { existsSync } from 'node:fs';
import { configure } from 'dspex';
import { chooseModel } from './model.js';
import { Router } from './program.js';

configure({ lm: chooseModel() });

const ticket = process.argv[2] ?? 'I was charged twice this month.';
const router = new Router();
// What \`npm run compile\` wrote.
if (existsSync('compiled.json')) await router.load('compiled.json', { lms: false });

const { team } = await router.call({ ticket });
console.log(\`\${ticket} → \${team}\`);
`;

/** `test/program.test.ts` */
export const TEST = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Dataset, EmbeddedLM, Evaluate, LabeledFewShot, exactMatch, withContext } from 'dspex';
import { MockLM } from 'dspex/testing';
import { Router } from '../src/program.js';

test('gives the team that the model names', async () => {
  const lm = new MockLM(['[[ ## team ## ]]\\nbilling\\n\\n[[ ## completed ## ]]']);
  const { team } = await new Router().call({ ticket: 'I was charged twice.' }, { lm });
  assert.equal(team, 'billing');
});

test('routes most tickets right once it has seen some', async () => {
  const [trainset, devset] = await Promise.all(
    ['train', 'dev'].map((name) =>
      Dataset.fromFile<{ ticket: string; team: string }>(\`data/\${name}.jsonl\`, { inputs: ['ticket'] }).toArray(),
    ),
  );
  assert.ok(trainset && devset);
  const router = await new LabeledFewShot({ k: trainset.length }).compile(new Router(), { trainset });
  const evaluate = new Evaluate({ devset, metric: exactMatch('team') as never, progress: false });
  const { score, errors } = await withContext({ lm: new EmbeddedLM() }, () => evaluate.call(router));
  assert.deepEqual(errors, {});
  assert.ok(score >= 0.6, \`score \${score}\`);
});
`;
