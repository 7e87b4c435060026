import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dspexMatchers } from '../../src/jest';
import { Module, Predict } from '../../src/modules';
import { withContext } from '../../src/settings';
import { MockLM } from '../../src/testing';

expect.extend(dspexMatchers);

const folder = mkdtempSync(join(tmpdir(), 'dspex-recorded-'));
afterAll(() => rmSync(folder, { recursive: true }));

const reply = (field: string, text: string) => `[[ ## ${field} ## ]]\n${text}\n\n[[ ## completed ## ]]`;

class TwoSteps extends Module {
  readonly find = new Predict('question -> fact');
  readonly answer = new Predict('fact -> answer');

  async forward({ question }: { question: string }) {
    const { fact } = await this.find.call({ question });
    const { answer } = await this.answer.call({ fact });
    return { answer: answer.toUpperCase() };
  }
}

const inputs = [{ question: 'Who?' }, { question: 'When?' }];
const model = () =>
  new MockLM(['fact', 'answer', 'fact', 'answer'].map((field) => reply(field, `a ${field}`)));
const silent = () => new MockLM([]);

describe('toMatchRecordedProgram', () => {
  it('records, and then passes without asking the model', async () => {
    const directory = join(folder, 'plain');
    await expect(new TwoSteps()).toMatchRecordedProgram(directory, { inputs, record: true, lm: model() });
    await expect(new TwoSteps()).toMatchRecordedProgram(directory, { inputs, lm: silent() });
    await withContext({ lm: silent() }, () =>
      expect(new TwoSteps()).toMatchRecordedProgram(directory, { inputs }),
    );
  });

  it('fails when the program asks otherwise', async () => {
    const directory = join(folder, 'asks');
    await expect(new TwoSteps()).toMatchRecordedProgram(directory, { inputs, record: true, lm: model() });
    const changed = new TwoSteps();
    changed.answer.demos = [{ fact: 'x', answer: 'y' }];
    await expect(expect(changed).toMatchRecordedProgram(directory, { inputs, lm: silent() })).rejects.toThrow(
      'does not ask as it was recorded',
    );
    await expect(changed).not.toMatchRecordedProgram(directory, { inputs, lm: silent() });
  });

  it('fails when the program makes something else of the replies', async () => {
    const directory = join(folder, 'answers');
    await expect(new TwoSteps()).toMatchRecordedProgram(directory, { inputs, record: true, lm: model() });
    class Quiet extends TwoSteps {
      override async forward(asked: { question: string }) {
        const { answer } = await super.forward(asked);
        return { answer: answer.toLowerCase() };
      }
    }
    await expect(
      expect(new Quiet()).toMatchRecordedProgram(directory, { inputs, lm: silent() }),
    ).rejects.toThrow(/for inputs\[0\].*"A ANSWER".*"a answer"/s);
  });

  it("records the models that predictors have of their own, and leaves the program's alone", async () => {
    const directory = join(folder, 'own');
    const program = new TwoSteps();
    const first = new MockLM(() => reply('fact', 'x'));
    const second = new MockLM(() => reply('answer', 'y'));
    program.answer.lm = second;
    await expect(program).toMatchRecordedProgram(directory, { inputs, record: true, lm: first });
    expect(program.answer.lm).toBe(second);
    program.answer.lm = silent();
    await expect(program).toMatchRecordedProgram(directory, { inputs, lm: silent() });
  });

  it('says what to do when nothing is recorded, or for other inputs', async () => {
    const directory = join(folder, 'nothing');
    const matching = expect(new TwoSteps()).toMatchRecordedProgram(directory, { inputs, lm: silent() });
    await expect(matching).rejects.toThrow('DSPEX_RECORD=1');
    await expect(new TwoSteps()).toMatchRecordedProgram(directory, { inputs, record: true, lm: model() });
    const others = [{ question: 'Where?' }];
    await expect(
      expect(new TwoSteps()).toMatchRecordedProgram(directory, { inputs: others, lm: silent() }),
    ).rejects.toThrow('not those that were recorded');
  });

  it('refuses what it cannot use', async () => {
    const asked = dspexMatchers.toMatchRecordedProgram;
    await expect(asked('x', folder, { inputs })).rejects.toThrow('a program');
    await expect(asked(new TwoSteps(), folder, { inputs: [] })).rejects.toThrow('one at least');
    await expect(asked(new TwoSteps(), folder, { inputs, update: true } as never)).rejects.toThrow('record');
  });
});
