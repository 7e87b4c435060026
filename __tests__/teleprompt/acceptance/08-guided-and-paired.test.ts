import {
  BootstrapFewShotWithOptuna,
  MIPROv2,
  type CompileEvent,
  type JobTeleprompter,
} from '../../../src/teleprompt';
import { answerer, exact, landscape } from '../../support/landscape';

const metric = exact as never;

async function eventsOf(
  optimizer: JobTeleprompter,
  ground: ReturnType<typeof landscape>,
): Promise<CompileEvent[]> {
  const events: CompileEvent[] = [];
  await optimizer.compile(answerer(ground.taskModel), {
    trainset: ground.trainset.slice(0, 10),
    valset: ground.trainset.slice(10),
    confirm: false,
    onEvent: (event) => events.push(event),
  });
  return events;
}

const trialsOf = (events: readonly CompileEvent[]) =>
  events.filter((event) => event.type === 'trial-started');

describe('acceptance 8: a search that learns from its trials', () => {
  it('lets earlier trials guide to at least half of ten', async () => {
    const ground = landscape({ rows: 90 });
    const { promptModel } = ground;
    const mipro = new MIPROv2({ metric, promptModel, numCandidates: 6, numTrials: 10 });
    const optuna = new BootstrapFewShotWithOptuna({ metric, numCandidatePrograms: 10 });
    for (const optimizer of [mipro, optuna]) {
      const trials = trialsOf(await eventsOf(optimizer, ground));
      expect(trials).toHaveLength(10);
      expect(trials.filter(({ chosenBy }) => chosenBy === 'trials').length).toBeGreaterThanOrEqual(5);
    }
  });

  it('looks at the same examples with all candidates, as its events tell', async () => {
    const ground = landscape({ rows: 90 });
    const optimizer = new MIPROv2({
      metric,
      promptModel: ground.promptModel,
      concurrency: 1,
      numCandidates: 6,
      numTrials: 10,
      minibatchSize: 20,
    });
    const byCandidate = new Map<string, string[]>();
    for (const event of await eventsOf(optimizer, ground)) {
      if (event.type !== 'example-evaluated') continue;
      byCandidate.set(event.candidate, [...(byCandidate.get(event.candidate) ?? []), event.example]);
    }
    const orders = [...byCandidate.values()].sort((one, other) => other.length - one.length);
    expect(orders.length).toBeGreaterThan(4);
    expect(orders[0]).toHaveLength(80);
    expect(orders.some((order) => order.length < 80)).toBe(true);
    // Of any two candidates, one was looked at on all that the other was.
    for (const order of orders) expect(new Set(order)).toEqual(new Set(orders[0]?.slice(0, order.length)));
  });
});
