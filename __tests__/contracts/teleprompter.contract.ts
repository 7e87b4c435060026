import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedLM } from '../../src/lm';
import { ChainOfThought, Module, Predict } from '../../src/modules';
import { Example } from '../../src/primitives';
import { withContext } from '../../src/settings';
import type { CompileEvent, Teleprompter } from '../../src/teleprompt';

/** A teleprompter under test. */
export interface TeleprompterContract {
  readonly name: string;
  readonly create: (concurrency: number) => Teleprompter;
}

/** Mood of short reviews; enough to learn from. */
export const TRAINSET = [
  ['the soup was wonderful', 'happy'],
  ['a wonderful evening with kind people', 'happy'],
  ['we laughed a lot and stayed late', 'happy'],
  ['best bread in town', 'happy'],
  ['cold food and rude waiters', 'sad'],
  ['we waited an hour for cold soup', 'sad'],
  ['the worst evening of the year', 'sad'],
  ['rude staff, dirty tables', 'sad'],
].map(([text, mood]) => Example.from({ text, mood }).withInputs('text'));

/** A program of two steps. */
export class TwoSteps extends Module {
  readonly summarize = new Predict('text -> summary');
  readonly judge = new ChainOfThought('summary -> mood: "happy" | "sad"');

  async forward({ text }: { text: string }) {
    const { summary } = await this.summarize.call({ text });
    return this.judge.call({ summary });
  }
}

const inContext = <Result>(body: () => Promise<Result>): Promise<Result> =>
  withContext({ lm: new EmbeddedLM() }, body);
const stateOf = (program: Module): string => JSON.stringify(program.dumpState());

/** Every {@link Teleprompter} runs this suite. */
export function describeTeleprompter({ name, create }: TeleprompterContract): void {
  describe(`${name} keeps the Teleprompter contract`, () => {
    it('gives a new program of the same class and leaves the student as it was', async () => {
      const student = new TwoSteps();
      const before = stateOf(student);
      const program = await inContext(() => create(2).compile(student, { trainset: TRAINSET }));
      expect(program).toBeInstanceOf(TwoSteps);
      expect(program).not.toBe(student);
      expect(stateOf(student)).toBe(before);
    });

    it('gives the same program at any concurrency', async () => {
      const compile = (concurrency: number) =>
        inContext(() => create(concurrency).compile(new TwoSteps(), { trainset: TRAINSET }));
      const [one, many] = [await compile(1), await compile(64)];
      expect(stateOf(many)).toBe(stateOf(one));
    });

    it('gives a program that answers, saves, and loads again', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'dspex-'));
      const program = await inContext(() =>
        create(2).compile(new Predict('text -> mood: "happy" | "sad"'), { trainset: TRAINSET }),
      );
      const { mood } = await inContext(() => program.call({ text: 'wonderful bread' }));
      expect(['happy', 'sad']).toContain(mood);
      await program.save(join(folder, 'program.json'));
      const loaded = await new Predict('text -> mood: "happy" | "sad"').load(join(folder, 'program.json'));
      expect(loaded.demos).toEqual(program.demos);
      await rm(folder, { recursive: true });
    });

    it('refuses an unknown option', async () => {
      const optimizer = create(1);
      const options = { trainset: TRAINSET, valsett: TRAINSET };
      await expect(optimizer.compile(new TwoSteps(), options)).rejects.toMatchObject({
        code: 'UNKNOWN_OPTION',
      });
    });

    it('gives a copy of the student where there is nothing to learn from, and says so', async () => {
      const notes: string[] = [];
      const onEvent = (event: CompileEvent): void => {
        if (event.type === 'note-written') notes.push(event.text);
      };
      const student = new TwoSteps();
      const program = await inContext(() => create(1).compile(student, { trainset: [], onEvent }));
      expect(program).not.toBe(student);
      expect(stateOf(program)).toBe(stateOf(student));
      expect(notes.join()).toContain('no training examples');
    });

    it('refuses examples that do not know their inputs', async () => {
      const trainset = [Example.from({ text: 'x', mood: 'sad' })];
      await expect(create(1).compile(new TwoSteps(), { trainset })).rejects.toThrow(/withInputs/);
    });

    it('rejects with the reason of an aborted signal', async () => {
      const signal = AbortSignal.abort(new Error('enough'));
      await expect(create(1).compile(new TwoSteps(), { trainset: TRAINSET, signal })).rejects.toThrow(
        'enough',
      );
    });

    it('is called from the student as well', async () => {
      const program = await inContext(() => new TwoSteps().compile(create(1), { trainset: TRAINSET }));
      expect(program).toBeInstanceOf(TwoSteps);
    });
  });
}
