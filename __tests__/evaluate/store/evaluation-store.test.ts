import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  candidateId,
  Evaluate,
  EvaluationStore,
  exactMatch,
  exampleId,
  metricId,
  passageMatch,
} from '../../../src/evaluate';
import { LmServerError, MockLM } from '../../../src/lm';
import { Module, Predict } from '../../../src/modules';
import { Example } from '../../../src/primitives';

const folder = mkdtempSync(join(tmpdir(), 'dspex-'));
let count = 0;
const newDirectory = (): string => join(folder, String(count++));
afterAll(() => rmSync(folder, { recursive: true }));

const devset = ['France', 'Spain', 'Italy'].map((country) =>
  Example.from({ country, capital: 'Paris' }).withInputs('country'),
);
const metric = (example: { get(name: string): unknown }, prediction: { get(name: string): unknown }) =>
  example.get('capital') === prediction.get('capital');
const reply = (text: string): string => `[[ ## capital ## ]]\n${text}\n\n[[ ## completed ## ]]`;
const parisAlways = (): MockLM => new MockLM(() => reply('Paris'));

class Capital extends Module {
  readonly ask = new Predict('country -> capital');

  async forward(inputs: { country: string }) {
    return this.ask.call(inputs);
  }
}

describe('Evaluate with a directory', () => {
  it('pays for each evaluation once, however often the same code runs', async () => {
    const directory = newDirectory();
    const evaluate = new Evaluate({ devset, metric, directory, progress: false });
    const first = parisAlways();
    const once = await evaluate.call(new Capital(), { lm: first });
    const second = parisAlways();
    const twice = await evaluate.call(new Capital(), { lm: second });
    expect(first.requests).toHaveLength(3);
    expect(second.requests).toHaveLength(0);
    expect(once.reused).toBe(0);
    expect(twice.reused).toBe(3);
    expect(twice.score).toBe(once.score);
    expect(twice.rows.map(({ prediction }) => prediction?.toJSON())).toEqual(
      once.rows.map(({ prediction }) => prediction?.toJSON()),
    );
  });

  it('evaluates anew what is another program, another model, another metric, another sample', async () => {
    const directory = newDirectory();
    const store = EvaluationStore.open(directory);
    const evaluate = new Evaluate({ devset, metric, store, progress: false });
    await evaluate.call(new Capital(), { lm: parisAlways() });
    const asked = async (run: (lm: MockLM) => Promise<unknown>, options = {}): Promise<number> => {
      const lm = new MockLM(() => reply('Rome'), options);
      await run(lm);
      return lm.requests.length;
    };
    const taught = new Capital();
    taught.ask.demos = [{ country: 'Italy', capital: 'Rome' }];
    expect(await asked((lm) => evaluate.call(taught, { lm }))).toBe(3);
    expect(await asked((lm) => evaluate.call(new Capital(), { lm }), { model: 'other' })).toBe(3);
    expect(await asked((lm) => evaluate.call(new Capital(), { lm, config: { temperature: 1 } }))).toBe(3);
    const versioned = new Evaluate({ devset, metric, store, metricVersion: '2', progress: false });
    expect(await asked((lm) => versioned.call(new Capital(), { lm }))).toBe(3);
    const repeated = new Evaluate({ devset, metric, store, repeats: 2, progress: false });
    expect(await asked((lm) => repeated.call(new Capital(), { lm }))).toBe(3);
    expect(await asked((lm) => evaluate.call(new Capital(), { lm }))).toBe(0);
    store.close();
  });

  it('evaluates equal examples once and gives each its row', async () => {
    const lm = parisAlways();
    const twins = [...devset, ...devset];
    const { n, rows } = await new Evaluate({
      devset: twins,
      metric,
      directory: newDirectory(),
      progress: false,
    }).call(new Capital(), { lm });
    expect(lm.requests).toHaveLength(3);
    expect(n).toBe(6);
    expect(rows.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("asks again where a provider's fault was all there is, and does not where the program failed", async () => {
    const directory = newDirectory();
    const broken = new MockLM([
      reply('Paris'),
      'no field at all',
      'nor here',
      'nor in the correction',
      new LmServerError({ problem: 'down' }, { provider: 'mock', model: 'mock' }),
    ]);
    const options = { devset, metric, directory, concurrency: 1, progress: false };
    const first = await new Evaluate(options).call(new Capital(), { lm: broken });
    expect(first.errors).toEqual({ format: 1, infrastructure: 1 });
    const lm = parisAlways();
    const second = await new Evaluate(options).call(new Capital(), { lm });
    expect(lm.requests).toHaveLength(1);
    expect(second.errors).toEqual({ format: 1 });
    const third = await new Evaluate({ ...options, retryFailures: true }).call(new Capital(), { lm });
    expect(lm.requests).toHaveLength(2);
    expect(third.errors).toEqual({});
  });

  it('goes on after a line was cut, and passes over lines that are none', async () => {
    const directory = newDirectory();
    const file = join(directory, 'evaluations.jsonl');
    const evaluate = new Evaluate({ devset, metric, directory, progress: false });
    await evaluate.call(new Capital(), { lm: parisAlways() });
    appendFileSync(file, 'garbage\n{"v":1,"candidate":"x"}\n{"v":1,"cand');
    const lm = parisAlways();
    const { reused } = await evaluate.call(new Capital(), { lm });
    expect(reused).toBe(3);
    const store = EvaluationStore.open(directory);
    expect(store.damaged).toBe(2);
    expect(store.size).toBe(3);
    store.close();
    expect(readFileSync(file, 'utf8').trimEnd().split('\n')).toHaveLength(5);
  });

  it('counts an example that was run several times once', async () => {
    let calls = 0;
    const lm = new MockLM(() => reply(calls++ % 2 === 0 ? 'Paris' : 'Rome'));
    const one = [devset[0] as (typeof devset)[number]];
    const result = await new Evaluate({
      devset: one,
      metric,
      repeats: 4,
      concurrency: 1,
      progress: false,
    }).call(new Capital(), { lm });
    expect(result).toMatchObject({ score: 0.5, n: 1, total: 4 });
    expect(result.rows.map(({ rollout }) => rollout)).toEqual([undefined, 1, 2, 3]);
  });

  it('refuses a program that nothing tells from another, and two places to keep', async () => {
    const evaluate = new Evaluate({ devset, metric, directory: newDirectory(), progress: false });
    await expect(evaluate.call({ call: async () => ({}) })).rejects.toMatchObject({
      code: 'EVALUATE_UNNAMED_PROGRAM',
    });
    const both = { devset, metric, directory: 'x', store: EvaluationStore.inMemory() };
    expect(() => new Evaluate(both)).toThrow(/directory/);
    expect(() => new Evaluate({ devset, metric, repeats: 0 })).toThrow(/repeats/);
  });
});

describe('identities', () => {
  it('names a program by its state and its classes, not by where it hangs or what it is called with', () => {
    const program = new Capital();
    expect(candidateId(program.deepCopy())).toBe(candidateId(program));
    expect(candidateId(program.deepCopy().freeze())).toBe(candidateId(program));
    const other = program.deepCopy();
    other.ask.signature = other.ask.signature.withInstructions('Say the capital.');
    expect(candidateId(other)).not.toBe(candidateId(program));
  });

  it('names examples by content and inputs, and metrics by code or version', () => {
    const [example] = devset as [(typeof devset)[number]];
    expect(exampleId(Example.from(example.toJSON()).withInputs('country'))).toBe(exampleId(example));
    expect(exampleId(example.withInputs('country', 'capital'))).not.toBe(exampleId(example));
    expect(metricId(() => 1)).toBe(metricId(() => 1));
    expect(metricId(() => 1)).not.toBe(metricId(() => 2));
    expect(metricId(exactMatch('a'))).toBe(metricId(exactMatch('a')));
    expect(metricId(exactMatch('a'))).not.toBe(metricId(exactMatch('b')));
    expect(metricId(passageMatch('a', 'b'))).not.toBe(metricId(passageMatch('a', 'c')));
    expect(metricId(() => 1, 'a')).toBe(metricId(() => 2, 'a'));
  });
});
