import { Evaluate } from '../../src/evaluate';
import { Example } from '../../src/primitives';
import { pythonMetric, PythonProcess, PythonProgram } from '../../src/python';
import { describeWithDspy, DSPY_PYTHON, PYTHON_FIXTURES } from '../support/python';

describeWithDspy('A program of DSPy itself', () => {
  const python = new PythonProcess({ module: './uses_dspy.py', cwd: PYTHON_FIXTURES, python: DSPY_PYTHON });
  afterAll(() => python.close());

  const devset = ['France', 'Spain'].map((country) =>
    Example.from({ question: `The capital of ${country}?`, answer: 'Paris' }).withInputs('question'),
  );

  it('answers as a module, an instance of DSPy or a class', async () => {
    const qa = new PythonProgram<{ question: string }, { answer: string; reasoning: string }>(python, 'qa');
    const { answer, reasoning } = await qa.call({ question: 'x' });
    expect([answer, reasoning]).toEqual(['Paris', 'It is known.']);
    const twice = new PythonProgram<{ question: string }, { answer: string }>(python, 'Twice');
    expect((await twice.call({ question: 'x' })).answer).toBe('Paris Paris');
  }, 60_000);

  it('is judged by a metric that was written for DSPy', async () => {
    const program = new PythonProgram<{ question: string }, { answer: string }>(python, 'qa');
    const metric = pythonMetric(python, 'metric');
    const { score, rows } = await new Evaluate({ devset, metric, concurrency: 4 }).call(program);
    expect(score).toBe(1);
    expect(rows[1]).toMatchObject({ feedback: 'asked The capital of Spain?' });
  }, 60_000);
});
