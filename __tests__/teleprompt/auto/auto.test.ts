import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Auto, exactMatch, Example, Module, Predict, withContext } from 'dspex';
import { scriptedLM } from '../../support/scripted-lm';

const folder = mkdtempSync(join(tmpdir(), 'dspex-auto-'));
afterAll(() => rmSync(folder, { recursive: true }));

const metric = exactMatch('team');
const TEAMS = ['billing', 'bug', 'account'] as const;

/** Tickets whose team a reader can tell by one word only. */
const tickets = Array.from({ length: 96 }, (_, index) => {
  const team = TEAMS[index % 3] as string;
  return Example.from({ ticket: `note ${index} about ${team}ish things`, team }).withInputs('ticket');
});
const [trainset, valset, many] = [tickets.slice(0, 24), tickets.slice(24, 48), tickets.slice(24)];

class Router extends Module {
  readonly route = new Predict('ticket -> team');

  async forward(inputs: { ticket: string }) {
    return this.route.call(inputs);
  }
}

/** A model that routes right only by an instruction with the magic word, or by demonstrations when `learns`. */
function world({ learns, magic }: { readonly learns: boolean; readonly magic: boolean }) {
  const asked = { router: 0, writer: 0 };
  const lm = scriptedLM((output, { system, demos, input }) => {
    if (output !== 'team') {
      asked.writer++;
      return magic ? 'Use the MAGIC word.' : 'Try hard.';
    }
    asked.router++;
    const right = TEAMS.find((team) => input('ticket').includes(`${team}ish`)) as string;
    const knows = system.includes('MAGIC') || (learns && demos >= 4);
    return knows ? right : 'bug';
  });
  return { lm, asked };
}

const scoreOf = async (program: Router): Promise<number> => {
  const answers = await program.batch(
    valset.map((example) => example.inputs() as { ticket: string }),
    {},
  );
  return (
    answers.filter((answer, place) => answer.get('team') === valset[place]?.get('team')).length /
    valset.length
  );
};

describe('Auto', () => {
  it('finds that demonstrations are enough, and then writes nothing', async () => {
    const { lm, asked } = world({ learns: true, magic: true });
    const student = new Router();
    const score = await withContext({ lm }, async () => {
      const program = await student.compile({ trainset, valset, metric, confirm: false });
      expect(program).toBeInstanceOf(Router);
      return scoreOf(program);
    });
    expect(score).toBe(1);
    expect(asked.router).toBeLessThan(400);
  });

  it('finds instructions where demonstrations do not help, and drops what is behind', async () => {
    const { lm, asked } = world({ learns: false, magic: true });
    const job = withContext({ lm }, () =>
      new Auto({ metric, numInstructions: 2 }).start(new Router(), { trainset, valset: many }),
    );
    const { program, report } = await job.result;
    const winner = report.candidates.find(({ id }) => id === report.winner);
    expect(winner).toMatchObject({ score: 1, n: many.length });
    expect(program.route.signature.instructions).toContain('MAGIC');
    expect(asked.writer).toBeGreaterThan(0);
    // Candidates that were behind after the first look got no more.
    expect(report.candidates.some(({ n }) => n < many.length)).toBe(true);
  });

  it('gives back the student where nothing helps', async () => {
    const { lm } = world({ learns: false, magic: false });
    const job = withContext({ lm }, () =>
      new Auto({ metric, numInstructions: 1, numReflections: 1 }).start(new Router(), { trainset, valset }),
    );
    const { report } = await job.result;
    const winner = report.candidates.find(({ id }) => id === report.winner);
    expect(winner?.origin).toBe('the student');
  });

  it('uses labels only where there are any, and bootstraps where there are none for a step', async () => {
    const { lm } = world({ learns: true, magic: false });
    const unlabelled = trainset.map((example) => example.without('team').withInputs('ticket'));
    const lenient = new Auto({ metric: () => true, numInstructions: 0, numReflections: 0 });
    const { report } = await withContext({ lm }, () =>
      lenient.start(new Router(), { trainset: unlabelled, valset, confirm: false }),
    ).result;
    expect(report.candidates.map(({ origin }) => origin)).not.toContainEqual(
      expect.stringMatching(/labelled/),
    );
  });

  it('is the same at any concurrency, and goes on after an abort', async () => {
    const compile = async (concurrency: number, extra = {}) => {
      const { lm, asked } = world({ learns: false, magic: true });
      const auto = new Auto({ metric, numInstructions: 2, numReflections: 1, concurrency });
      const job = withContext({ lm }, () => auto.start(new Router(), { trainset, valset, ...extra }));
      const program = await job.result.then(
        (result) => JSON.stringify(result.program.dumpState()),
        () => undefined,
      );
      return { program, asked: asked.router + asked.writer, job };
    };
    const one = await compile(1);
    expect((await compile(64)).program).toBe(one.program);
    const directory = join(folder, 'auto');
    const controller = new AbortController();
    let seen = 0;
    const onEvent = () => {
      if (++seen === 150) controller.abort(new Error('killed'));
    };
    const first = await compile(4, { directory, signal: controller.signal, onEvent });
    expect(first.program).toBeUndefined();
    const second = await compile(4, { directory });
    expect(second.program).toBe(one.program);
    expect(first.asked + second.asked).toBeLessThanOrEqual(one.asked + 8);
  });

  it('refuses unknown options and an unusable metric', async () => {
    expect(() => new Auto({ metric, promptModle: 1 } as never)).toThrow(/promptModel/);
    expect(() => new Auto({} as never)).toThrow(/metric/);
    await expect(new Router().compile({ trainset, metric, budgt: {} } as never)).rejects.toThrow(/budget/);
    await expect(new Router().compile({ trainset } as never)).rejects.toThrow(/metric/);
  });
});
