import { runInNewContext } from 'node:vm';
import { InputField, OutputField, Signature } from '../../src/decorators';
import { Predict } from '../../src/modules';
import { MockLM } from '../../src/testing';

@Signature('Answer from the context.')
class Answer {
  @InputField() readonly question!: string;
  @InputField({ default: 'DEFAULT CONTEXT' }) readonly context?: string;
  @OutputField() answer!: string;
}

const shown = (program: Predict<typeof Answer>, inputs: { question: string; context?: string }) =>
  JSON.stringify(program.render(inputs).messages.at(-1));

describe('the inputs of a program', () => {
  it('show a default where the call gives none, and only there', () => {
    const program = new Predict(Answer);
    expect(shown(program, { question: 'Q1' })).toContain('DEFAULT CONTEXT');
    expect(shown(program, { question: 'Q1', context: 'X' })).not.toContain('DEFAULT CONTEXT');
  });

  it('may leave out what has a default, without a warning', async () => {
    const warn = jest.spyOn(console, 'warn');
    const lm = new MockLM(['[[ ## answer ## ]]\nyes\n\n[[ ## completed ## ]]']);
    const { answer } = await new Predict(Answer).call({ question: 'Q1' }, { lm });
    expect(answer).toBe('yes');
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  it('are refused before anything is asked', async () => {
    const lm = new MockLM([]);
    const call = new Predict('question -> answer').call({ qestion: 'x' } as never, { lm });
    await expect(call).rejects.toMatchObject({ code: 'SIGNATURE_INPUT' });
    expect(lm.requests).toHaveLength(0);
  });

  it('may come from another realm', () => {
    const inputs = runInNewContext("({ docs: ['a'], when: new Date(0), meta: { x: 1 } })") as never;
    const { messages } = new Predict('docs: string[], when: Date, meta: object -> answer').render(inputs);
    const text = JSON.stringify(messages.at(-1));
    expect(text).toContain('1970-01-01T00:00:00');
    expect(text).not.toContain('[object Object]');
  });
});
