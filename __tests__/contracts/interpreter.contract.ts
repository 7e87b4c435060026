import {
  CodeError,
  CodeTimeoutError,
  type Interpreter,
  type InterpreterOptions,
} from '../../src/interpreters';

/** The same little programs in the language under test. */
export interface InterpreterPrograms {
  /** Gives 42. */
  readonly value: string;
  /** Sets `x` to 20. */
  readonly assign: string;
  /** Gives `x + 1`. */
  readonly use: string;
  /** Prints `one`, then `two`. */
  readonly print: string;
  /** Throws an error that says `bad` on line 3. */
  readonly throws: string;
  /** Is no code. */
  readonly broken: string;
  /** Never ends. */
  readonly endless: string;
  /** Gives what `lookup('k')` gives. */
  readonly call: string;
  /** Prints `caught ` and the message of what `lookup('k')` throws. */
  readonly catches: string;
  /** Gives the sum of the numbers in the variable `data`. */
  readonly sum: string;
  /** Calls itself without end. */
  readonly recursion: string;
  /** Prints without end. */
  readonly flood: string;
}

/** An interpreter under test. */
export interface InterpreterContract {
  readonly name: string;
  readonly create: (options?: InterpreterOptions) => Interpreter;
  readonly programs: InterpreterPrograms;
  /** A limit that a healthy program keeps and a test can wait for, in milliseconds. */
  readonly timeout: number;
}

/** Every {@link Interpreter} runs this suite. */
export function describeInterpreter({ name, create, programs, timeout }: InterpreterContract): void {
  describe(`${name} keeps the Interpreter contract`, () => {
    let interpreter: Interpreter;
    beforeAll(() => void (interpreter = create()));
    afterAll(() => interpreter.close());
    const stillWorks = async (): Promise<void> =>
      expect((await interpreter.execute(programs.value)).value).toBe(42);

    it('gives the value of the last expression', async () => {
      expect(await interpreter.execute(programs.value)).toEqual({ value: 42, output: '' });
    });

    it('keeps what was declared', async () => {
      await interpreter.execute(programs.assign);
      expect((await interpreter.execute(programs.use)).value).toBe(21);
    });

    it('keeps what was printed', async () => {
      expect((await interpreter.execute(programs.print)).output).toBe('one\ntwo');
    });

    it('tells an exception with its line', async () => {
      const error = await interpreter
        .execute(programs.throws)
        .catch((thrown: unknown) => thrown as CodeError);
      expect(error).toBeInstanceOf(CodeError);
      expect((error as CodeError).fault).toMatchObject({ message: expect.stringContaining('bad'), line: 3 });
      await stillWorks();
    });

    it('tells what is no code', async () => {
      await expect(interpreter.execute(programs.broken)).rejects.toThrow(/SyntaxError/);
      await stillWorks();
    });

    it('stops what never ends, and runs the next code', async () => {
      await expect(interpreter.execute(programs.endless, { timeout })).rejects.toThrow(CodeTimeoutError);
      await stillWorks();
    });

    it('lets code call the host', async () => {
      const lookup = async ({ args }: { args: readonly unknown[] }) => ({ found: args[0] });
      expect((await interpreter.execute(programs.call, { functions: { lookup } })).value).toEqual({
        found: 'k',
      });
    });

    it.each([
      ['a rejection', () => Promise.reject(new Error('no such key'))],
      [
        'an exception',
        () => {
          throw new Error('no such key');
        },
      ],
      ['a text', () => Promise.reject('no such key')],
    ])('lets code catch what the host throws: %s', async (_, lookup) => {
      const { output } = await interpreter.execute(programs.catches, { functions: { lookup } });
      expect(output).toContain('caught no such key');
      await expect(interpreter.execute(programs.call, { functions: { lookup } })).rejects.toThrow(
        'no such key',
      );
    });

    it('gives variables', async () => {
      expect((await interpreter.execute(programs.sum, { variables: { data: [1, 2, 3.5] } })).value).toBe(6.5);
    });

    it('ends recursion and says so', async () => {
      await expect(interpreter.execute(programs.recursion)).rejects.toThrow(/stack|recursion/i);
      await stillWorks();
    });

    it('keeps a bounded part of a flood', async () => {
      const small = create({ maxOutputLength: 1000 });
      const error = await small
        .execute(programs.flood, { timeout })
        .catch((thrown: unknown) => thrown as CodeTimeoutError);
      expect(error).toBeInstanceOf(CodeTimeoutError);
      expect((error as CodeTimeoutError).output.length).toBeLessThan(1100);
      await small.close();
    });

    it('runs code one after the other', async () => {
      const results = await Promise.all([
        interpreter.execute(programs.assign),
        interpreter.execute(programs.use),
        interpreter.execute(programs.value),
      ]);
      expect(results.map(({ value }) => value).slice(1)).toEqual([21, 42]);
    });

    it('stops at the signal and goes on', async () => {
      const controller = new AbortController();
      const lookup = (): Promise<never> => {
        controller.abort(new Error('enough'));
        return new Promise(() => undefined);
      };
      await expect(
        interpreter.execute(programs.call, { signal: controller.signal, functions: { lookup } }),
      ).rejects.toThrow('enough');
      await stillWorks();
    });

    it('stops a piece of code when the signal is aborted while the guest starts', async () => {
      const own = create();
      const controller = new AbortController();
      const running = own.execute(programs.endless, { signal: controller.signal });
      queueMicrotask(() => controller.abort(new Error('enough')));
      await expect(running).rejects.toThrow('enough');
      await own.close();
    });

    it('starts afresh after it was closed', async () => {
      const own = create();
      await own.execute(programs.assign);
      await own.close();
      await expect(own.execute(programs.use)).rejects.toThrow(CodeError);
      await own.close();
    });
  });
}
