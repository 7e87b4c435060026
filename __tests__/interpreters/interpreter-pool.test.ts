import { ProgramOfThought } from '../../src/agents';
import {
  InterpreterPool,
  JavaScriptInterpreter,
  type ExecuteOptions,
  type Interpreter,
} from '../../src/interpreters';
import { MockLM } from '../../src/testing';
import { describeInterpreter } from '../contracts/interpreter.contract';
import { answer } from '../support/agent-script';
import { JAVASCRIPT_PROGRAMS } from './javascript-programs';

describeInterpreter({
  name: 'an interpreter of a pool',
  create: (options) => new InterpreterPool(() => new JavaScriptInterpreter(options), { warm: 0 }).take(),
  timeout: 300,
  programs: JAVASCRIPT_PROGRAMS,
});

/** Runs nothing, and tells what is done to it. */
class Recorded implements Interpreter {
  readonly language = 'javascript';
  readonly ran: string[] = [];
  isClosed = false;

  constructor(private readonly fail?: Error) {}

  async execute(code: string, _options?: ExecuteOptions) {
    this.ran.push(code);
    if (this.fail !== undefined) throw this.fail;
    return { value: code, output: '' };
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }
}

function poolOf(options: ConstructorParameters<typeof InterpreterPool>[1], fail?: Error) {
  const made: Recorded[] = [];
  const pool = new InterpreterPool(() => {
    const interpreter = new Recorded(fail);
    made.push(interpreter);
    return interpreter;
  }, options);
  return { pool, used: () => made.filter(({ ran }) => ran.length > 0) };
}

describe('InterpreterPool', () => {
  it('hands out one that was started before, and starts another when it ends', async () => {
    const { pool, used } = poolOf({ warm: 1 });
    await pool.prepare();
    expect(pool.idle).toBe(1);
    const taken = pool.take();
    await taken.execute('a');
    await taken.execute('b');
    expect(used().map(({ ran }) => ran)).toEqual([['0', 'a', 'b']]);
    expect([pool.idle, pool.inUse]).toEqual([0, 1]);
    await taken.close();
    expect([pool.idle, pool.inUse]).toEqual([1, 0]);
    expect(used().map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('never hands out one twice', async () => {
    const { pool, used } = poolOf({ warm: 1 });
    for (const code of ['a', 'b', 'c']) {
      const taken = pool.take();
      await taken.execute(code);
      await taken.close();
    }
    const ran = used().map((each) => each.ran.filter((code) => code !== '0'));
    expect(ran.filter((codes) => codes.length > 1)).toEqual([]);
  });

  it('lets no more than max work at once, in the order they came', async () => {
    const { pool } = poolOf({ warm: 0, max: 1 });
    const [first, second, third] = [pool.take(), pool.take(), pool.take()];
    await first.execute('1');
    const done: string[] = [];
    const later = [
      second.execute('2').then(() => done.push('2')),
      third.execute('3').then(() => done.push('3')),
    ];
    await new Promise(setImmediate);
    expect([done, pool.inUse]).toEqual([[], 1]);
    await first.close();
    await later[0];
    expect([done, pool.inUse]).toEqual([['2'], 1]);
    await second.close();
    await later[1];
    await third.close();
    expect([done, pool.inUse]).toEqual([['2', '3'], 0]);
  });

  it('lets go of who waits when the signal is aborted', async () => {
    const { pool } = poolOf({ warm: 0, max: 1 });
    const [first, second, third] = [pool.take(), pool.take(), pool.take()];
    await first.execute('1');
    const controller = new AbortController();
    const waiting = second.execute('2', { signal: controller.signal });
    const last = third.execute('3');
    controller.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
    await first.close();
    expect((await last).value).toBe('3');
  });

  it('tells whoever asks that none can be started, and keeps none of those', async () => {
    const { pool } = poolOf({ warm: 2 }, new Error('no peer'));
    await expect(pool.prepare()).rejects.toThrow('no peer');
    expect(pool.idle).toBe(0);
    await expect(pool.take().execute('a')).rejects.toThrow('no peer');
  });

  it('ends those that stand ready when it is closed', async () => {
    const { pool, used } = poolOf({ warm: 2 });
    await pool.prepare();
    await pool.close();
    expect(pool.idle).toBe(0);
    expect(used().map(({ isClosed }) => isClosed)).toEqual([true, true]);
  });

  it('serves modules that write code', async () => {
    const pool = new InterpreterPool(() => new JavaScriptInterpreter());
    await pool.prepare();
    const replies = [answer({ generated_code: '6 * 7' }), answer({ answer: 42 })];
    const program = new ProgramOfThought('question -> answer: number', { interpreter: pool.take });
    const prediction = await program.call({ question: '6 times 7?' }, { lm: new MockLM(replies) });
    expect([prediction.answer, pool.inUse]).toEqual([42, 0]);
    await pool.close();
  });

  it.each([[{ warm: -1 }], [{ max: 0 }], [{ max: 1.5 }], [{ size: 3 }]])('refuses %j', (options) => {
    expect(() => new InterpreterPool(() => new Recorded(), options as never)).toThrow();
  });
});
