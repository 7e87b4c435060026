import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LanguageModel } from '../../../src/lm';
import { Module, Predict } from '../../../src/modules';
import { BootstrapFewShot } from '../../../src/teleprompt';
import { answerer, exact, landscape, TwiceAsked } from '../../support/landscape';
import { everyOptimizer } from '../../support/optimizers';

const metric = exact as never;

class Parent extends Module {
  child: TwiceAsked;
  readonly own: Predict<'question -> answer'>;

  constructor(lm: LanguageModel) {
    super();
    this.child = new TwiceAsked(lm);
    this.own = new Predict('question -> answer', { lm });
  }

  async forward({ question }: { question: string }) {
    await this.child.call({ question });
    return this.own.call({ question });
  }
}

/** A program with a compiled part. */
async function withCompiledChild() {
  const ground = landscape({ rows: 16, levels: [0.6, 0.8, 1] });
  const parent = new Parent(ground.taskModel);
  parent.child = await new BootstrapFewShot({ metric, maxBootstrappedDemos: 2, maxLabeledDemos: 2 }).compile(
    parent.child,
    { trainset: ground.trainset },
  );
  return { ...ground, parent, child: () => JSON.stringify(parent.child.dumpState()) };
}

const names = Object.keys(everyOptimizer({ metric, promptModel: landscape().promptModel }));

describe('acceptance 11: a part that was compiled before', () => {
  it('is in the saved program, and comes back frozen', async () => {
    const { parent, taskModel, child } = await withCompiledChild();
    expect(parent.child.isFrozen).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'dspex-'));
    await parent.save(join(folder, 'program.json'));
    const loaded = await new Parent(taskModel).load(join(folder, 'program.json'));
    rmSync(folder, { recursive: true });
    expect(loaded.child.isFrozen).toBe(true);
    expect(JSON.stringify(loaded.child.dumpState())).toBe(child());
    expect(loaded.namedPredictors().map(([path]) => path)).toEqual(['own']);
    expect(loaded.namedPredictors({ frozen: true }).map(([path]) => path)).toEqual([
      'child.first',
      'child.second',
      'own',
    ]);
  });

  it.each(names)('is left alone by %s', async (name) => {
    const { parent, promptModel, trainset, child } = await withCompiledChild();
    const before = child();
    const optimizer = everyOptimizer({ metric, promptModel })[name]!;
    const program = await optimizer.compile(parent, { trainset, confirm: false });
    expect(JSON.stringify(program.child.dumpState())).toBe(before);
    expect(program.child.isFrozen).toBe(true);
    expect(child()).toBe(before);
  });

  it('keeps its models when the whole is given another', async () => {
    const { parent, taskModel } = await withCompiledChild();
    const other = landscape().taskModel;
    parent.setLM(other);
    expect(parent.own.lm).toBe(other);
    expect(
      parent.child
        .unfreeze()
        .predictors()
        .map(({ lm }) => lm),
    ).toEqual([taskModel, taskModel]);
  });
});

describe('a program that was compiled before', () => {
  it('is compiled again: only parts of a whole are left alone', async () => {
    const { taskModel, trainset } = landscape({ rows: 8, levels: [1] });
    const optimizer = new BootstrapFewShot({ metric, maxBootstrappedDemos: 3, maxLabeledDemos: 0 });
    const once = await optimizer.compile(answerer(taskModel), { trainset: trainset.slice(0, 1) });
    const twice = await optimizer.compile(once, { trainset });
    expect([once.demos.length, twice.demos.length]).toEqual([1, 3]);
  });
});
