import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { IsIn, Max, Min } from 'class-validator';
import { InputField, OutputField, Predictor, Signature } from '../../src/decorators';
import { MockLM } from '../../src/lm';
import { ChainOfThought, Module, OutputCheckError } from '../../src/modules';
import { Example, withTrace } from '../../src/primitives';
import { withContext } from '../../src/settings';

@Signature('Route the ticket to the team that can solve it.')
class RouteTicket {
  @InputField({ desc: 'as the customer wrote it' }) readonly ticket!: string;
  @OutputField() @IsIn(['billing', 'bug']) team!: 'billing' | 'bug';
  @OutputField() @Min(0) @Max(1) confidence!: number;
}

@Module()
class Router extends Module {
  @Predictor(RouteTicket) readonly route!: ChainOfThought<RouteTicket>;

  async forward({ ticket }: { ticket: string }) {
    return this.route.call({ ticket });
  }
}

const reply = (team: string, confidence: number): string =>
  `[[ ## reasoning ## ]]\nIt says so.\n\n[[ ## team ## ]]\n${team}\n\n[[ ## confidence ## ]]\n${confidence}\n\n[[ ## completed ## ]]`;

/** An optimizer in one line: what the teacher's trace shows becomes demonstrations. */
const fromTrace = {
  async compile<Student extends Module>(
    student: Student,
    { trainset }: { readonly trainset: readonly Example[] },
  ) {
    const compiled = student.resetCopy();
    const [predictor] = compiled.predictors();
    const { trace } = await withTrace(() =>
      Promise.all(trainset.map((example) => compiled.predictors()[0]!.call(example.inputs()))),
    );
    predictor!.demos = trace.map(({ inputs, prediction }) => ({
      augmented: true,
      ...inputs,
      ...prediction.toJSON(),
    }));
    return compiled;
  },
};

describe('a program from a decorated class', () => {
  it('is called, compiled, saved and loaded, and asks the same thing again', async () => {
    const lm = new MockLM(() => reply('billing', 0.75));
    await withContext({ lm }, async () => {
      const student = new Router();
      const prediction = await student.call({ ticket: 'charged twice' });
      expect(prediction.toJSON()).toEqual({ reasoning: 'It says so.', team: 'billing', confidence: 0.75 });

      const trainset = [Example.from({ ticket: 'refund me', team: 'billing' }).withInputs('ticket')];
      const compiled = await student.compile(fromTrace, { trainset });
      expect(student.route.predict.demos).toEqual([]);
      expect(compiled.route.predict.demos).toEqual([
        { augmented: true, ticket: 'refund me', reasoning: 'It says so.', team: 'billing', confidence: 0.75 },
      ]);

      const file = join(await mkdtemp(join(tmpdir(), 'dspex-router-')), 'router.json');
      await compiled.save(file);
      const loaded = await Router.load(file);
      expect(loaded).toBeInstanceOf(Router);
      const now = { ticket: 'the app crashes' };
      expect(loaded.render(now)).toEqual(compiled.render(now));
      await loaded.call(now);
      expect(lm.requests.at(-1)?.messages).toEqual(loaded.route.render(now).messages);
    });
  });

  it('rejects outputs that break a rule of the class', async () => {
    const lm = new MockLM(() => reply('billing', 7));
    const call = new Router().call({ ticket: 'x' }, { lm });
    await expect(call).rejects.toBeInstanceOf(OutputCheckError);
    await expect(call).rejects.toThrow(/confidence/);
  });
});
