import { signTest } from '../../src/evaluate/statistics/sign-test';
import type { Module } from '../../src/modules';
import { seededRandom } from '../../src/util';
import {
  Auto,
  BootstrapFewShotWithOptuna,
  BootstrapFewShotWithRandomSearch,
  COPRO,
  GEPA,
  InferRules,
  MIPROv2,
  SIMBA,
  type JobTeleprompter,
} from '../../src/teleprompt';
import { exact } from '../support/landscape';
import { terrain, TwoSteps, type Terrain } from '../support/terrain';

const metric = exact as never;
/**
 * Three seeds for every day. `SEEDS=20 npx jest against-chance --testTimeout=600000` holds each optimizer to the sign test at 1 %; it takes some minutes.
 */
const SEEDS = Array.from({ length: Number(process.env['SEEDS'] ?? 3) }, (_, seed) => seed);
const ENOUGH = 20;

/** What an optimizer is searched against: programs drawn by chance from what it searches, each scored on all rows. */
type Drawn = { readonly instructions: boolean; readonly demos: number };

async function chance(
  ground: Terrain,
  calls: number,
  { instructions, demos }: Drawn,
  seed: number,
): Promise<number> {
  const random = seededRandom(`chance ${seed}`);
  let best = { score: -1, quality: 0 };
  const perProgram = 2 * ground.valset.length;
  for (
    let spent = 0, first = true;
    first || spent + perProgram <= calls;
    spent += perProgram, first = false
  ) {
    const program = new TwoSteps(ground.taskModel);
    if (!first) {
      for (const predictor of program.predictors()) {
        if (instructions) {
          predictor.signature = predictor.signature.withInstructions(
            ground.freeInstructions(random),
          ) as never;
        }
        if (demos > 0)
          predictor.demos = random
            .sample(ground.trainset, random.integer(demos + 1))
            .map((each) => each.toJSON());
      }
    }
    const score = await scoreOf(program, ground);
    if (score > best.score) best = { score, quality: ground.quality(program) };
  }
  return best.quality;
}

async function scoreOf(program: Module, { valset }: Terrain): Promise<number> {
  let right = 0;
  for (const example of valset) {
    const answer = (await program.call(example.inputs() as never)) as { answer: string };
    right += answer.answer === example.get('answer') ? 1 : 0;
  }
  return right / valset.length;
}

type Create = (ground: Terrain, seed: number) => JobTeleprompter;

const OPTIMIZERS: readonly (readonly [name: string, drawn: Drawn, create: Create])[] = [
  [
    'BootstrapFewShotWithRandomSearch',
    { instructions: false, demos: 4 },
    (_, seed) =>
      new BootstrapFewShotWithRandomSearch({ metric, seed, maxBootstrappedDemos: 4, maxLabeledDemos: 4 }),
  ],
  [
    'BootstrapFewShotWithOptuna',
    { instructions: false, demos: 4 },
    (_, seed) =>
      new BootstrapFewShotWithOptuna({
        metric,
        seed,
        maxBootstrappedDemos: 4,
        maxLabeledDemos: 4,
        numCandidatePrograms: 40,
      }),
  ],
  [
    'COPRO',
    { instructions: true, demos: 0 },
    ({ promptModel }, seed) => new COPRO({ metric, promptModel, seed }),
  ],
  [
    'MIPROv2',
    { instructions: true, demos: 4 },
    ({ promptModel }, seed) => new MIPROv2({ metric, promptModel, seed, auto: 'medium' }),
  ],
  [
    'MIPROv2 without demonstrations',
    { instructions: true, demos: 0 },
    ({ promptModel }, seed) =>
      new MIPROv2({ metric, promptModel, seed, auto: 'heavy', maxBootstrappedDemos: 0, maxLabeledDemos: 0 }),
  ],
  [
    'SIMBA',
    { instructions: true, demos: 4 },
    ({ promptModel }, seed) => new SIMBA({ metric, promptModel, seed, bsize: 12, maxSteps: 18 }),
  ],
  [
    'GEPA',
    { instructions: true, demos: 0 },
    ({ promptModel }, seed) => new GEPA({ metric, reflectionLm: promptModel, seed }),
  ],
  [
    'InferRules',
    { instructions: true, demos: 4 },
    ({ promptModel }, seed) =>
      new InferRules({
        metric,
        promptModel,
        seed,
        numCandidates: 16,
        maxBootstrappedDemos: 2,
        maxLabeledDemos: 4,
      }),
  ],
  [
    'Auto',
    { instructions: true, demos: 4 },
    ({ promptModel }, seed) => new Auto({ metric, promptModel, seed, numInstructions: 8, numReflections: 8 }),
  ],
];

describe('optimizers against chance', () => {
  it.each(OPTIMIZERS)(
    '%s finds better programs than as many calls spent by chance',
    async (_, drawn, create) => {
      const duels: Awaited<ReturnType<typeof duel>>[] = [];
      for (const seed of SEEDS) duels.push(await duel(seed, drawn, create));
      const sum = (side: 'own' | 'other'): number => duels.reduce((total, each) => total + each[side], 0);
      expect(sum('own')).toBeGreaterThan(sum('other'));
      if (SEEDS.length < ENOUGH) return;
      const wins = duels.filter(({ own, other }) => own > other).length;
      const losses = duels.filter(({ own, other }) => own < other).length;
      expect(wins).toBeGreaterThan(losses);
      expect(signTest(wins, losses)).toBeLessThan(0.01);
    },
  );
});

/** How good the programs are that an optimizer and chance come to with the same number of calls, to four digits. */
async function duel(
  seed: number,
  drawn: Drawn,
  create: Create,
): Promise<{ readonly own: number; readonly other: number }> {
  const ground = terrain(seed);
  const program = await create(ground, seed).compile(new TwoSteps(ground.taskModel), {
    trainset: ground.trainset,
    valset: ground.valset,
    confirm: false,
  });
  const calls = ground.taskModel.requests.length;
  const other = await chance(terrain(seed), calls, drawn, seed);
  return { own: Number(ground.quality(program).toFixed(4)), other: Number(other.toFixed(4)) };
}
