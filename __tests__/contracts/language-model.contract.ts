import type { LanguageModel } from '../../src/lm';

/** A model under test. */
export interface LanguageModelContract {
  readonly name: string;
  /** Makes a model that gives these texts in turn. */
  readonly create: (replies: readonly string[]) => LanguageModel | Promise<LanguageModel>;
}

const REQUEST = Object.freeze({
  messages: Object.freeze([Object.freeze({ role: 'user' as const, content: 'Hi' })]),
});

/** Every {@link LanguageModel} runs this suite. */
export function describeLanguageModel({ name, create }: LanguageModelContract): void {
  describe(`${name} keeps the LanguageModel contract`, () => {
    it('answers with the text of the model', async () => {
      const lm = await create(['Paris']);
      const { outputs, cached } = await lm.doGenerate(REQUEST, {});
      expect(outputs.map(({ text, finishReason }) => [text, finishReason])).toEqual([['Paris', 'stop']]);
      expect(cached).toBe(false);
    });

    it('counts one request for one call', async () => {
      const lm = await create(['Paris']);
      expect((await lm.doGenerate(REQUEST, {})).usage.requests).toBe(1);
    });

    it('rejects with the reason of a signal that is aborted already', async () => {
      const lm = await create(['Paris']);
      const reason = new Error('changed my mind');
      await expect(lm.doGenerate(REQUEST, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    });

    it('serves concurrent calls', async () => {
      const lm = await create(['same', 'same', 'same']);
      const replies = await Promise.all([1, 2, 3].map(() => lm.doGenerate(REQUEST, {})));
      expect(replies.map(({ outputs }) => outputs[0]?.text)).toEqual(['same', 'same', 'same']);
    });

    it('says who it is, without a secret', async () => {
      const lm = await create(['x']);
      expect([typeof lm.provider, typeof lm.model, typeof lm.endpoint]).toEqual([
        'string',
        'string',
        'string',
      ]);
      expect(lm.endpoint).not.toContain('sk-');
    });
  });
}
