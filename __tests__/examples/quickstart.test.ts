import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from '../../examples/quickstart/arguments';
import { readTask } from '../../examples/quickstart/read-rows';
import { run } from '../../examples/quickstart/run';

const never = new AbortController().signal;
const offline = (...argv: string[]) => readArguments(['--model', 'embedded/default', ...argv]);

describe('the quickstart', () => {
  let folder: string;
  let said: string[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'dspex-quickstart-test-'));
    said = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => said.push(line));
  });
  afterEach(() => {
    jest.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const file = (lines: readonly string[]): string => {
    const path = join(folder, 'rows.jsonl');
    writeFileSync(path, lines.join('\n'));
    return path;
  };
  const rows = (count: number, labels: readonly string[]): string[] =>
    Array.from({ length: count }, (_, index) => {
      const kind = labels[index % labels.length];
      return JSON.stringify({ words: `note ${index} about ${kind} and more`, kind });
    });

  it('compiles a program that beats the student on unseen rows, intervals apart', async () => {
    const { before, after } = await run(offline(), never);
    expect(after.interval[0]).toBeGreaterThan(before.interval[1]);
    expect(before.score).toBeGreaterThan(0.3);
    expect(said.join('\n')).toContain('Saved and loaded again: 20 of 20 answers are the same.');
  }, 60_000);

  it('measures on no more rows than --limit says', async () => {
    const { after } = await run(offline('--limit', '12'), never);
    expect(after.n).toBe(12);
  }, 60_000);

  it('finds the text and the label of your own rows', async () => {
    const task = await readTask(offline('--data', file(rows(40, ['red', 'blue']))), never);
    expect(task).toMatchObject({ input: 'words', label: 'kind', labels: ['blue', 'red'] });
    expect(task.trainset.length + task.heldout.length).toBe(40);
  });

  it.each([
    ['a missing file', () => ['--data', '/no/such.jsonl'], /no file \/no\/such/],
    ['a folder', () => ['--data', '/'], /is a folder/],
    ['too few rows', () => ['--data', file(rows(3, ['a', 'b']))], /has 3 rows; at least 20/],
    ['one class only', () => ['--data', file(rows(30, ['a']))], /Every row has the same kind/],
    ['a line that is no JSON', () => ['--data', file([...rows(30, ['a', 'b']), '{'])], /:31 is not JSON/],
    [
      'an unknown field',
      () => ['--data', file(rows(30, ['a', 'b'])), '--label', 'x'],
      /No row has a field "x"/,
    ],
  ])('says what is wrong with %s', async (_, argv, message) => {
    await expect(readTask(offline(...argv()), never)).rejects.toThrow(message);
  });

  it('names the nearest flag for a misspelt one', () => {
    expect(() => readArguments(['--sed', '3'])).toThrow('Did you mean --seed?');
    expect(() => readArguments(['--data'])).toThrow('--data needs a value');
    expect(() => readArguments(['rows.jsonl'])).toThrow('npm run quickstart -- --data rows.jsonl');
    expect(readArguments(['--data', 'rows.jsonl', '--seed', '3'])).toMatchObject({
      data: 'rows.jsonl',
      seed: 3,
    });
    expect(() => readArguments(['--limit', 'many'])).toThrow('--limit takes a whole number');
  });

  it('stops when it is told to', async () => {
    await expect(run(offline(), AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });
});
