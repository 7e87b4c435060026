import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { FIXTURES, projectFolder, runCommand, type Given, type Outcome } from './run-command';

const CONFIG = ['--config', join(FIXTURES, 'dspex.config.ts')];
const SEARCH = [
  'compile',
  ...CONFIG,
  '--optimizer',
  'bootstrap-rs',
  '--set',
  'numCandidatePrograms=3',
  '--seed',
  '7',
  '--concurrency',
  '1',
];
const COUNTED = join(FIXTURES, 'counted.config.ts');
const NOON = (): Date => new Date('2026-01-01T12:00:00Z');

let project: ReturnType<typeof projectFolder>;
beforeEach(() => (project = projectFolder()));
afterEach(() => project.remove());

const run = (words: readonly string[], given: Given = {}): Promise<Outcome> =>
  runCommand(words, { cwd: project.path, now: NOON, ...given });

const programIn = (folder: string): unknown => {
  const { metadata: _, ...state } = JSON.parse(
    readFileSync(join(project.path, folder, 'program.json'), 'utf8'),
  ) as {
    metadata?: unknown;
  };
  return state;
};

/** Ends the command when the program is called for the twelfth time. */
async function interrupted(words: readonly string[]): Promise<Outcome> {
  const { observed } = jest.requireActual<{ observed: { onCall?: () => void } }>(COUNTED);
  const controller = new AbortController();
  let calls = 0;
  observed.onCall = () => {
    if (++calls === 12) controller.abort();
  };
  const outcome = await run(words, { signal: controller.signal });
  delete observed.onCall;
  return outcome;
}

describe('dspex compile', () => {
  it('compiles, saves the program and its report, and says what it came to', async () => {
    const words = [...SEARCH, '--out', 'compiled.json', '--report', 'report.html'];
    const { code, stdout, stderr } = await run(words);
    expect(stderr).toContain('candidate 1');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^BootstrapFewShotWithRandomSearch, job [0-9a-f]{12}\n/);
    expect(stdout).toContain('evaluations');
    expect(stderr).toContain('dspex eval --load compiled.json');
    expect(stderr).not.toContain('\u001B');
    expect(readFileSync(join(project.path, 'report.html'), 'utf8')).toContain('<!doctype html>');
    expect(existsSync(join(project.path, 'runs', 'bootstrap-rs-20260101-120000'))).toBe(true);
    const measured = await run(['eval', ...CONFIG, '--load', 'compiled.json', '--json']);
    expect(JSON.parse(measured.stdout)).toMatchObject({ n: 8, errors: {} });
  });

  it('goes on after it was ended, with dspex resume, and comes to the same program', async () => {
    const words = ['compile', '--config', COUNTED];
    const whole = await run([...words, '--directory', 'whole', '--quiet']);
    expect(whole).toMatchObject({ code: 0, stderr: expect.stringMatching(/^Saved in/) });
    const ended = await interrupted([...words, '--directory', 'runs/cut']);
    expect(ended.code).toBe(130);
    expect(ended.stderr).toContain('Go on with: dspex resume runs/cut');
    expect(ended.stdout).toBe('');
    const listed = await run(['jobs']);
    expect(listed.stdout).toMatch(/^JOB +STATE +OPTIMIZER.*\n[0-9a-f]{12} +interrupted +Bootstrap/);
    const unfinished = await run(['report', 'runs/cut']);
    expect(unfinished).toMatchObject({ code: 1, stderr: expect.stringContaining('dspex resume runs/cut') });
    const resumed = await run(['resume', 'cut', '--out', 'resumed.json']);
    expect(resumed.code).toBe(0);
    expect(resumed.stderr).toMatch(/going on with [1-9]\d* evaluations/);
    expect(programIn('runs/cut')).toEqual(programIn('whole'));
    const [{ id }] = JSON.parse((await run(['jobs', '--json'])).stdout) as [{ id: string }];
    const told = await run(['report', id]);
    expect(told.stdout).toBe(
      resumed.stdout.replace(/[\d.]+ minutes/, / ([\d.]+ minutes)/.exec(told.stdout)?.[1] ?? ''),
    );
    expect(JSON.parse((await run(['report', id, '--json'])).stdout)).toMatchObject({ version: 1, job: id });
    expect((await run(['report', id, '--out', 'page.html'])).code).toBe(0);
    expect(readFileSync(join(project.path, 'page.html'), 'utf8')).toContain(id);
  });

  it('confirms the winner on rows of the devset, as many as it is told', async () => {
    const file = join(project.path, 'more.jsonl');
    const more = ['the total is wrong', 'an app error', 'charged for nothing', 'the screen stays black'];
    writeFileSync(
      file,
      more
        .map((ticket, index) => `${JSON.stringify({ ticket, team: index % 2 ? 'code' : 'money' })}\n`)
        .join(''),
    );
    const confirmed = async (...words: string[]): Promise<unknown> =>
      (JSON.parse((await run([...SEARCH, '--json', ...words])).stdout) as { confirmation?: { n: number } })
        .confirmation?.n;
    expect(await confirmed('--holdout', 'more.jsonl')).toBe(4);
    expect(await confirmed('--holdout', 'more.jsonl', '--confirm', '3')).toBe(3);
    expect(await confirmed('--holdout', 'more.jsonl', '--confirm', '0')).toBeUndefined();
  });

  it('keeps to a budget, and tells that it did', async () => {
    const { code, stdout } = await run([...SEARCH, '--max-metric-calls', '10', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ stopped: 'budget: metricCalls' });
  });

  it('tells what is kept, and how to go on, where it failed in the middle', async () => {
    const { code, stderr } = await run([...SEARCH, '--lm', 'anthropic/some-model', '--no-cache', '--quiet']);
    expect(code).toBe(1);
    expect(stderr).toContain('go on with: dspex resume runs/bootstrap-rs-20260101-120000');
    expect(stderr).toContain('Expected: the environment variable ANTHROPIC_API_KEY');
  });

  it('says so where the budget was too small for any candidate', async () => {
    expect((await run([...SEARCH, '--max-metric-calls', '1'])).stdout).toContain('the program is as it was');
  });

  it('takes an optimizer that the config has made, and lets no flag pass that it could not heed', async () => {
    const words = ['compile', '--module', join(FIXTURES, 'counted.config.ts#withOptimizer'), '--quiet'];
    expect(await run(words)).toMatchObject({ code: 0, stdout: expect.stringContaining('LabeledFewShot') });
    expect(await run([...words, '--seed', '1'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--seed cannot change'),
    });
    const other = join(FIXTURES, 'counted.config.ts#withForeignOptimizer');
    expect(await run(['compile', '--module', other])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('makes no jobs'),
    });
  });

  it('knows optimizers by the names of their classes, and needs no metric for labelled demonstrations', async () => {
    const words = [
      'compile',
      '--module',
      join(FIXTURES, 'program.ts#program'),
      '--data',
      'rows.jsonl',
      '--lm',
      'embedded',
    ];
    expect((await run([...words, '--optimizer', 'LabeledFewShot', '--set', 'k=2'])).code).toBe(0);
  });

  it('begins a new job in the folder of another with --fork, and else refuses', async () => {
    const words = [
      'compile',
      ...CONFIG,
      '--optimizer',
      'labeled-few-shot',
      '--directory',
      'runs/one',
      '--quiet',
    ];
    expect((await run(words)).code).toBe(0);
    const refused = await run([...words, '--seed', '1']);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('option seed: 0 then, 1 now') });
    expect((await run([...words, '--seed', '1', '--fork'])).code).toBe(0);
  });

  it.each([
    [['--optimizer', 'mipro-v3'], /write --optimizer mipro-v2/],
    [['--set', 'k'], /--set cannot be "k"/],
    [['--optimizer', 'copro', '--set', 'bredth=3'], /write "breadth" instead of "bredth"/],
    [['--optimizer', 'bootstrap-rs', '--auto', 'light'], /does not know the option "auto"/],
    [['--out', 'no/such/folder.json'], /make the folder first/],
    [['--report', 'no/such/report.html'], /make the folder first/],
    [['--report', 'report.pdf'], /ends in .html or .json/],
    [['--data', 'nowhere.jsonl'], /could not be read/],
    [['--max-usd', 'much'], /--max-usd cannot be "much"/],
  ])('refuses %j and begins nothing', async (words, message) => {
    const { code, stderr, stdout } = await run(['compile', ...CONFIG, ...words]);
    expect([1, 2]).toContain(code);
    expect(stdout).toBe('');
    expect(stderr).toMatch(message);
    expect(existsSync(join(project.path, 'runs'))).toBe(false);
  });

  it('redraws one line on a terminal, and takes it away', async () => {
    const { stderr } = await run(SEARCH, { isTerminal: true });
    expect(stderr).toMatch(/\d+ evaluations {2}\d+ candidates/);
    expect(stderr.slice(stderr.lastIndexOf('\u001B'))).toMatch(/Saved in/);
  });
});

describe('dspex jobs, report and resume', () => {
  it('say that there is nothing yet, and what to do', async () => {
    expect(await run(['jobs'])).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining('dspex compile begins one'),
    });
    expect(await run(['jobs', '--json'])).toMatchObject({ code: 0, stdout: '[]\n' });
    for (const name of ['report', 'resume']) {
      expect(await run([name])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining(`dspex ${name} needs JOB`),
      });
      expect(await run([name, 'nothing'])).toMatchObject({
        code: 2,
        stderr: expect.stringContaining('no job "nothing"'),
      });
    }
  });

  it('suggest the job that was meant, and stop only what runs', async () => {
    await run([
      'compile',
      ...CONFIG,
      '--optimizer',
      'labeled-few-shot',
      '--directory',
      'runs/tickets',
      '--quiet',
    ]);
    expect((await run(['report', 'tickts'])).stderr).toContain('write runs/tickets');
    expect(await run(['jobs', '--stop', 'tickets'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('does not run'),
    });
  });

  it('refuse to go on with a job that no command line began', async () => {
    mkdirSync(join(project.path, 'runs', 'foreign'), { recursive: true });
    writeFileSync(join(project.path, 'runs', 'foreign', 'job.json'), '{"id": "abc", "optimizer": "Auto"}');
    expect(await run(['resume', 'foreign'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('did not begin it'),
    });
    writeFileSync(join(project.path, 'runs', 'foreign', 'command.json'), '{"words": 1}');
    expect((await run(['resume', 'abc'])).stderr).toContain('command.json is damaged');
  });
});
