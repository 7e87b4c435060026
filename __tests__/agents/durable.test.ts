import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AgentPausedError,
  AgentRunMismatchError,
  ReAct,
  Tool,
  type InterruptedPolicy,
  type LmRequest,
} from '../../src';
import { MockLM } from '../../src/testing';
import { seededRandom } from '../../src/util';
import { answer, playing } from '../support/agent-script';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'dspex-agent-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const TURNS = 5;
const WIDTH = 3;

/** A model that goes by the messages alone, as a real one does: the same conversation gives the same turn. */
function model(): MockLM {
  return new MockLM(({ messages }: LmRequest) => {
    const turns = messages.filter(({ role }) => role === 'assistant').length;
    if (turns === TURNS) {
      const results = messages
        .flatMap(({ content }) => (typeof content === 'string' ? [] : content))
        .filter(({ type }) => type === 'tool-result');
      const total = results.reduce((sum, part) => sum + Number((part as { content: string }).content), 0);
      return { toolCalls: [{ name: 'submit', arguments: { total } }] };
    }
    return {
      toolCalls: Array.from({ length: WIDTH }, (_, index) => ({
        id: `t${turns}_${index}`,
        name: 'count',
        arguments: { n: turns * 10 + index },
      })),
    };
  });
}

/** A tool whose effect is a line in a file outside the run, keyed by the id of the call. */
function counting(file: string, policy: InterruptedPolicy = 'retry'): Tool {
  const tool = new Tool(
    ({ n }: { n: number }, { id }) => {
      appendFileSync(file, `${id}\n`);
      return n;
    },
    { name: 'count', parameters: { n: 'integer' }, whenInterrupted: policy },
  );
  return tool as Tool;
}

const agentWith = (tool: Tool): ReAct<'task -> total: int'> => new ReAct('task -> total: int', [tool]);
const effects = (file: string): string[] =>
  existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
const task = { task: 'Add up.' };

/** The journal of a run that nothing disturbed, and its answer. */
async function wholeRun(): Promise<{ readonly journal: Buffer; readonly total: number }> {
  const directory = join(folder, 'whole');
  const { total } = await agentWith(counting(join(folder, 'whole.log'))).run(task, {
    lm: model(),
    directory,
  });
  return { journal: readFileSync(join(directory, 'agent.jsonl')), total };
}

describe('an agent with a directory', () => {
  it('ends the same wherever it was killed, and makes no call again whose result is there', async () => {
    const { journal, total } = await wholeRun();
    const random = seededRandom(7);
    for (let trial = 0; trial < 40; trial++) {
      const directory = join(folder, `run-${trial}`);
      const log = join(folder, `run-${trial}.log`);
      mkdirSync(directory);
      const kept = journal.subarray(0, Math.floor(random.next() * (journal.length + 1)));
      writeFileSync(join(directory, 'agent.jsonl'), kept);
      const lines = kept
        .toString()
        .split('\n')
        .slice(0, -1)
        .map((line) => JSON.parse(line) as { type: string; id?: string });
      const finished = lines.filter(({ type }) => type === 'call-end').map(({ id }) => id as string);
      const resumed = await agentWith(counting(log)).run(task, { lm: model(), directory });
      expect([resumed.total, resumed.stopped]).toEqual([total, 'submit']);
      expect(effects(log).filter((id) => finished.includes(id))).toEqual([]);
      expect(new Set([...effects(log), ...finished].filter((id) => id.startsWith('t'))).size).toBe(
        TURNS * WIDTH,
      );
    }
  });

  it('gives the answer of a finished run at once', async () => {
    await wholeRun();
    const lm = new MockLM([]);
    const again = await agentWith(counting(join(folder, 'again.log'))).run(task, {
      lm,
      directory: join(folder, 'whole'),
    });
    expect([again.stopped, effects(join(folder, 'again.log')).filter(Boolean)]).toEqual(['submit', []]);
    expect(again.trajectory.steps).toHaveLength(TURNS + 1);
  });

  it.each<[InterruptedPolicy, number, RegExp]>([
    ['retry', 1, /^7$/],
    ['skip', 0, /Nobody knows whether it took effect/],
  ])('follows the policy %s for a call that had begun', async (policy, times, result) => {
    const directory = join(folder, 'cut');
    mkdirSync(directory);
    const begun = [
      { type: 'step', step: { thought: '', calls: [{ id: 'c1', name: 'count', arguments: { n: 7 } }] } },
      { type: 'call-begin', id: 'c1' },
    ];
    await agentWith(counting(join(folder, 'x.log'))).run(task, {
      lm: playing('native', [{ calls: [{ name: 'submit', arguments: { total: 1 } }] }]),
      directory,
    });
    const [first] = readFileSync(join(directory, 'agent.jsonl'), 'utf8').split('\n');
    writeFileSync(
      join(directory, 'agent.jsonl'),
      `${[first, ...begun.map((entry) => JSON.stringify(entry))].join('\n')}\n`,
    );
    const log = join(folder, 'policy.log');
    const lm = playing('native', [{ calls: [{ name: 'submit', arguments: { total: 7 } }] }]);
    const { trajectory } = await agentWith(counting(log, policy)).run(task, { lm, directory });
    expect(effects(log).filter(Boolean)).toHaveLength(times);
    expect(trajectory.steps[0]!.calls[0]!.result!.content).toMatch(result);
  });

  it('asks about a call that had begun where its tool asks, and goes on in another process', async () => {
    const directory = join(folder, 'ask');
    mkdirSync(directory);
    const tool = counting(join(folder, 'ask.log'), 'ask');
    await agentWith(tool).run(task, {
      lm: playing('native', [{ calls: [{ name: 'submit', arguments: { total: 1 } }] }]),
      directory,
    });
    const [first] = readFileSync(join(directory, 'agent.jsonl'), 'utf8').split('\n');
    const step = {
      type: 'step',
      step: { thought: '', calls: [{ id: 'c1', name: 'count', arguments: { n: 7 } }] },
    };
    writeFileSync(
      join(directory, 'agent.jsonl'),
      `${[first, JSON.stringify(step), '{"type":"call-begin","id":"c1"}'].join('\n')}\n`,
    );
    const lm = (): MockLM => playing('native', [{ calls: [{ name: 'submit', arguments: { total: 7 } }] }]);
    const paused = await agentWith(tool)
      .run(task, { lm: lm(), directory })
      .catch((error: unknown) => error);
    expect((paused as AgentPausedError).requests).toEqual([
      { id: 'c1', tool: 'count', arguments: { n: 7 }, reason: 'interrupted' },
    ]);
    const { trajectory } = await agentWith(tool).run(task, {
      lm: lm(),
      directory,
      approvals: { c1: { reason: 'It was paid.' } },
    });
    expect(trajectory.steps[0]!.calls[0]!.result!.content).toContain('It was paid.');
    expect(effects(join(folder, 'ask.log')).filter(Boolean)).toEqual([]);
  });

  it('goes on after an abort without a second result for any call', async () => {
    const directory = join(folder, 'abort');
    const controller = new AbortController();
    let first = true;
    const flaky = new Tool(
      ({ n }: { n: number }) => {
        if (!first) return n;
        first = false;
        controller.abort(new Error('enough'));
        return new Promise<number>(() => undefined);
      },
      { name: 'count', parameters: { n: 'integer' } },
    );
    await expect(
      agentWith(flaky as Tool).run(task, { lm: model(), directory, signal: controller.signal }),
    ).rejects.toThrow('enough');
    const { trajectory, stopped } = await agentWith(flaky as Tool).run(task, { lm: model(), directory });
    expect(stopped).toBe('submit');
    const ends = readFileSync(join(directory, 'agent.jsonl'), 'utf8').match(
      /"type":"call-end","id":"[^"]+"/g,
    )!;
    expect(new Set(ends).size).toBe(ends.length);
    expect(trajectory.openCalls).toEqual([]);
  });

  it('refuses the run of other inputs or of another agent', async () => {
    await wholeRun();
    const directory = join(folder, 'whole');
    const agent = agentWith(counting(join(folder, 'z.log')));
    await expect(agent.run({ task: 'Another.' }, { lm: model(), directory })).rejects.toThrow(
      AgentRunMismatchError,
    );
    await expect(new ReAct('task -> total: int', []).run(task, { lm: model(), directory })).rejects.toThrow(
      /other tools/,
    );
  });

  it('keeps two runs apart that share a copy of a half-done directory', async () => {
    await wholeRun();
    cpSync(join(folder, 'whole'), join(folder, 'copy'), { recursive: true });
    const { stopped } = await agentWith(counting(join(folder, 'c.log'))).run(task, {
      lm: new MockLM([]),
      directory: join(folder, 'copy'),
    });
    expect(stopped).toBe('submit');
  });

  it('keeps what the extraction gave, with dates', async () => {
    const directory = join(folder, 'dates');
    const agent = new ReAct('q -> day: date', [], { maxIters: 1 });
    const lm = playing('native', [{ thought: 'I know.' }, answer({ day: '2026-01-02' })]);
    const first = await agent.run({ q: 'x' }, { lm, directory });
    const again = await agent.run({ q: 'x' }, { lm: new MockLM([]), directory });
    expect(again.day).toEqual(first.day);
    expect(again.stopped).toBe('no-tool-call');
  });
});
