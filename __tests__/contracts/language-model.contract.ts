import { streamOf, type LanguageModel, type LmRequest } from '../../src/lm';
import { collect, finishOf, joined } from '../support/collect';

/** A model under test. */
export interface LanguageModelContract {
  readonly name: string;
  /** Makes a model that gives these texts in turn. */
  readonly create: (replies: readonly string[]) => LanguageModel | Promise<LanguageModel>;
  /**
   * What to ask for a reply, of a model that cannot be told beforehand.
   * @default the same question each time
   */
  readonly requestFor?: (reply: string) => LmRequest;
}

const REQUEST: LmRequest = Object.freeze({
  messages: Object.freeze([Object.freeze({ role: 'user' as const, content: 'Hi' })]),
});

const SEINE = 'Paris, on the Seine 🎉';

/** Every {@link LanguageModel} runs this suite. */
export function describeLanguageModel({
  name,
  create,
  requestFor = () => REQUEST,
}: LanguageModelContract): void {
  describe(`${name} keeps the LanguageModel contract`, () => {
    it('answers with the text of the model', async () => {
      const lm = await create(['Paris']);
      const { outputs, cached } = await lm.doGenerate(requestFor('Paris'), {});
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
      const replies = await Promise.all([1, 2, 3].map(() => lm.doGenerate(requestFor('same'), {})));
      expect(replies.map(({ outputs }) => outputs[0]?.text)).toEqual(['same', 'same', 'same']);
    });

    it('streams what it would have answered, and says it whole at the end', async () => {
      const lm = await create([SEINE, SEINE]);
      const events = await collect(streamOf(lm, requestFor(SEINE), {}));
      const { response } = finishOf(events);
      expect(joined(events, 'text-delta')).toBe(SEINE);
      expect(response.outputs).toEqual((await lm.doGenerate(requestFor(SEINE), {})).outputs);
      expect([response.usage.requests, response.cached]).toEqual([1, false]);
      expect(events.filter(({ type }) => type === 'finish')).toHaveLength(1);
    });

    it('rejects a stream with the reason of a signal that is aborted already', async () => {
      const lm = await create(['Paris']);
      const reason = new Error('changed my mind');
      await expect(collect(streamOf(lm, REQUEST, { signal: AbortSignal.abort(reason) }))).rejects.toBe(
        reason,
      );
    });

    it('ends a stream that is left', async () => {
      const lm = await create(['one two three four', 'next']);
      const left: string[] = [];
      for await (const { type } of streamOf(lm, requestFor('one two three four'), {})) {
        left.push(type);
        if (type === 'text-delta') break;
      }
      expect(left).not.toContain('finish');
      expect((await lm.doGenerate(requestFor('next'), {})).outputs[0]?.text).toBe('next');
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
