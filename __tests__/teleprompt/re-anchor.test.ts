import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InputField, OutputField, Signature } from '../../src/decorators';
import type { MockLM } from '../../src/lm';
import { Module, Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { ReAnchor } from '../../src/teleprompt';
import { betterOnFolds } from '../../src/teleprompt/re-anchor/better-on-folds';
import { Choice, Noul, Score } from '../../src/types';
import { scriptedLM } from '../support/scripted-lm';

@Signature('Judge the ticket.')
class Urgent {
  @InputField() readonly ticket!: string;
  @OutputField({ type: () => Noul.of() }) urgent!: Noul;
}

@Signature('Judge the ticket.')
class Mood {
  @InputField() readonly ticket!: string;
  @OutputField({ type: () => Score.of(['poor', 'fair', 'good']) }) mood!: Score;
}

@Signature('Judge the ticket.')
class Team {
  @InputField() readonly ticket!: string;
  @OutputField({ type: () => Choice.of(['billing', 'bug']) }) team!: Choice;
}

const ROWS = 40;
/** How sure the model is of a ticket: from 0.01 on in even steps. */
const sure = (ticket: string): number => (Number(ticket.slice(1)) + 0.5) / ROWS;
const trainset = Array.from({ length: ROWS }, (_, place) => {
  const ticket = `t${(place * 17) % ROWS}`;
  const share = sure(ticket);
  return Example.from({
    ticket,
    urgent: share > 0.8,
    mood: share < 0.2 ? 'poor' : share < 0.7 ? 'fair' : 'good',
    team: share > 0.75 ? 'bug' : 'billing',
  }).withInputs('ticket');
});

const model = (): MockLM =>
  scriptedLM((output, { input }) => {
    const share = sure(input('ticket'));
    if (output === 'urgent') return JSON.stringify({ probability: share, confidence: 1 });
    const probabilities =
      output === 'mood' ? { poor: 1 - share, fair: 0, good: share } : { billing: 1 - share, bug: share };
    return JSON.stringify({ probabilities, confidence: 1 });
  });

const metrics = {
  urgent: ((example: { urgent: boolean }, answer: { urgent: Noul }) =>
    answer.urgent.value === example.urgent) as never,
  mood: ((example: { mood: string }, answer: { mood: Score }) => answer.mood.level === example.mood) as never,
  team: ((example: { team: string }, answer: { team: Choice }) =>
    answer.team.value === example.team) as never,
};

describe('ReAnchor', () => {
  it('finds the threshold that decides best, and asks the model once an example', async () => {
    const lm = model();
    const student = new Predict(Urgent, { lm });
    const job = new ReAnchor({ metric: metrics.urgent }).start(student, { trainset });
    const { program, report } = await job.result;
    const { threshold } = program.decisions?.['urgent'] as { threshold: number };
    expect(threshold).toBeGreaterThan(0.7875);
    expect(threshold).toBeLessThan(0.8125);
    expect(lm.requests).toHaveLength(ROWS);
    expect(student.decisions).toBeUndefined();
    expect(report.candidates.map(({ origin, score }) => [origin, score])).toEqual([
      ['student', 0.7],
      ['calibrated decisions', 1],
    ]);
    expect(report.spending.usage.requests).toBe(ROWS);
  });

  it('finds the cuts of a scale, and weights of options', async () => {
    const mood = await new ReAnchor({ metric: metrics.mood }).compile(new Predict(Mood, { lm: model() }), {
      trainset,
    });
    const { cuts } = mood.decisions?.['mood'] as { cuts: number[] };
    expect(cuts[0]).toBeCloseTo(0.4, 1);
    expect(cuts[1]).toBeCloseTo(1.4, 1);
    const team = await new ReAnchor({ metric: metrics.team }).compile(new Predict(Team, { lm: model() }), {
      trainset,
    });
    const { weights } = team.decisions?.['team'] as { weights: Record<string, number> };
    expect(weights['billing']! / (weights['bug'] ?? 1)).toBeCloseTo(3, 0);
  });

  it('saves what it found with the program', async () => {
    const lm = model();
    const program = await new ReAnchor({ metric: metrics.urgent }).compile(new Predict(Urgent, { lm }), {
      trainset,
    });
    const folder = mkdtempSync(join(tmpdir(), 'dspex-'));
    await program.save(join(folder, 'program.json'));
    const loaded = await new Predict(Urgent, { lm }).load(join(folder, 'program.json'));
    rmSync(folder, { recursive: true });
    expect(loaded.decisions).toEqual(program.decisions);
    const [low, high] = [
      await loaded.call({ ticket: 't30' }, { lm }),
      await loaded.call({ ticket: 't33' }, { lm }),
    ];
    expect([low.urgent.value, high.urgent.value]).toEqual([false, true]);
  });

  it('leaves alone what is right, and what noise alone would change', async () => {
    const right = ((example: { ticket: string }, answer: { urgent: Noul }) =>
      answer.urgent.value === sure(example.ticket) > 0.5) as never;
    const noise = ((example: { ticket: string }, answer: { urgent: Noul }) =>
      answer.urgent.value === (Number(example.ticket.slice(1)) * 7919) % 13 > 5) as never;
    for (const metric of [right, noise]) {
      const program = await new ReAnchor({ metric }).compile(new Predict(Urgent, { lm: model() }), {
        trainset,
      });
      expect(program.decisions).toBeUndefined();
    }
  });

  it('chooses no setting that would make a later step ask something new', async () => {
    const lm = model();
    const asked: string[] = [];
    class Routed extends Module {
      readonly judge = new Predict(Urgent, { lm });
      readonly reply = new Predict('ticket, urgent -> answer', {
        lm: scriptedLM((_, { input }) => {
          asked.push(input('urgent'));
          return input('urgent');
        }),
      });

      async forward({ ticket }: { ticket: string }) {
        const { urgent } = await this.judge.call({ ticket });
        const { answer } = await this.reply.call({ ticket, urgent: String(urgent.value) });
        return { answer };
      }
    }
    const metric = ((example: { urgent: boolean }, { answer }: { answer: string }) =>
      answer === String(example.urgent)) as never;
    const program = await new ReAnchor({ metric }).compile(new Routed(), { trainset });
    expect(program.judge.decisions).toBeUndefined();
    expect(asked).toHaveLength(ROWS);
  });

  it('goes on from its directory without asking again, to the same program at any concurrency', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dspex-'));
    const states: string[] = [];
    for (const concurrency of [1, 64]) {
      const lm = model();
      const optimizer = new ReAnchor({ metric: metrics.urgent, concurrency });
      const program = await optimizer.compile(new Predict(Urgent, { lm }), { trainset, directory });
      states.push(JSON.stringify(program.dumpState()));
      expect(lm.requests).toHaveLength(concurrency === 1 ? ROWS : 0);
    }
    rmSync(directory, { recursive: true });
    expect(states[1]).toBe(states[0]);
  });

  it('refuses a program that decides nothing, and options it does not know', async () => {
    const student = new Predict('ticket -> answer', { lm: model() });
    await expect(new ReAnchor({ metric: metrics.urgent }).compile(student, { trainset })).rejects.toThrow(
      /Noul, Score or Choice/,
    );
    expect(() => new ReAnchor({ metric: metrics.urgent, maxCandidates: 0 })).toThrow(/maxCandidates/);
    expect(() => new ReAnchor({ metric: metrics.urgent, folds: 3 } as never)).toThrow(/folds/);
  });
});

describe('betterOnFolds', () => {
  it('takes of equals the setting in the widest gap, and none that is only as good', () => {
    const present = Array.from({ length: 10 }, () => 0);
    const better = present.map(() => 1);
    expect(
      betterOnFolds(present, [
        { scores: better, gap: 1 },
        { scores: better, gap: 2 },
      ]),
    ).toBe(1);
    expect(betterOnFolds(present, [{ scores: present, gap: 1 }])).toBeUndefined();
    expect(betterOnFolds(present, [])).toBeUndefined();
  });

  it('takes none that is better by single rows alone', () => {
    const present = Array.from({ length: 10 }, () => 0.5);
    const tried = present.map((_, row) => ({
      gap: 1,
      scores: present.map((score, at) => (at === row ? 1 : score - 0.04)),
    }));
    expect(betterOnFolds(present, tried)).toBeUndefined();
  });
});
