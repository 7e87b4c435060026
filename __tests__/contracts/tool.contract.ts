import { currentToolObserver, type Tool, type ToolEvent } from '../../src/tools';
import { isPlainObject } from '../../src/util';

/** A tool under test: it takes one required argument that is text. */
export interface ToolContract {
  readonly name: string;
  readonly create: () => Tool | Promise<Tool>;
  /** The required argument's name. */
  readonly argument: string;
  /** Arguments it can be called with. */
  readonly args: Readonly<Record<string, unknown>>;
  /** What the result of these says. */
  readonly answer: RegExp;
}

/** Every kind of tool runs this suite. */
export function describeTool({ name, create, argument, args, answer }: ToolContract): void {
  describe(`${name} keeps the Tool contract`, () => {
    const textOf = (content: unknown): string =>
      typeof content === 'string' ? content : JSON.stringify(content);

    it('tells a provider its name and the schema of an object', async () => {
      const { name: called, parameters } = (await create()).spec;
      expect(called).not.toBe('');
      expect(parameters['type']).toBe('object');
      expect(isPlainObject(parameters['properties'])).toBe(true);
    });

    it('answers', async () => {
      const result = await (await create()).run(args);
      expect(result.isError).toBe(false);
      expect(textOf(result.content)).toMatch(answer);
    });

    it('gives the same to arguments written as text', async () => {
      const result = await (await create()).run(JSON.stringify(args));
      expect(textOf(result.content)).toMatch(answer);
    });

    it('turns a missing argument into a result that names it', async () => {
      const result = await (await create()).run({});
      expect(result.isError).toBe(true);
      expect(textOf(result.content)).toContain(argument);
    });

    it('turns an argument that no one asked for into a result that names it', async () => {
      const result = await (await create()).run({ ...args, zzUnknown: 1 });
      expect(result.isError).toBe(true);
      expect(textOf(result.content)).toContain('zzUnknown');
    });

    it('gives plain JSON as a result', async () => {
      const result = await (await create()).run(args);
      expect(JSON.parse(JSON.stringify(result))).toEqual({ ...result });
    });

    it('rejects with the reason when it is aborted', async () => {
      const tool = await create();
      await expect(tool.run(args, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow(
        'enough',
      );
    });

    it('tells an observer when it starts and ends', async () => {
      const tool = await create();
      const events: ToolEvent[] = [];
      await currentToolObserver.run(
        (event) => events.push(event),
        () => tool.run(args, { id: 'c1' }),
      );
      expect(events.map(({ type, id }) => [type, id])).toEqual([
        ['tool-start', 'c1'],
        ['tool-end', 'c1'],
      ]);
    });
  });
}
