import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', '..', 'examples');
const files = readdirSync(folder).filter((file) => /^\d\d-.*\.ts$/.test(file));

const run = async (name: string): Promise<unknown> => {
  const example = (await import(join(folder, `${name}.ts`))) as { main: () => Promise<unknown> };
  return example.main();
};

describe('the reading path', () => {
  beforeEach(() => jest.spyOn(console, 'log').mockImplementation(() => undefined));
  afterEach(() => jest.restoreAllMocks());

  const outcomes: Record<string, unknown> = {
    '01-predict': 'Ada',
    '02-class-signature': { wish: 'refund', email: 'ada@example.org' },
    '03-chain-of-thought': { mood: 'sad', reasoning: expect.stringContaining('cold food') },
    '04-two-steps': '1912',
    '05-evaluate': { score: expect.any(Number), n: 8 },
    '06-few-shot': { before: 0.5, after: 1 },
    '07-save-and-load': { mood: 'happy', demos: 8 },
    '08-test-with-mock': { answer: 'Paris', asked: 1 },
    '09-two-models': ['Dogs', 'A dog, as a rule.'],
    '10-nearest-examples': 'sad',
    '11-mipro': { before: 0.5, after: 0.875 },
    '12-agent': { author: 'Herbert', count: 2, stopped: 'submit' },
    '13-rag': { answer: expect.stringContaining('at 11 and at 15'), score: 1 },
    '14-multi-hop': { answer: 'The Tista', notes: 3 },
  };

  it('is tested as a whole', () => {
    expect(files.map((file) => file.replace('.ts', ''))).toEqual(Object.keys(outcomes));
  });

  it.each(Object.entries(outcomes))('runs %s offline', async (name, outcome) => {
    expect(await run(name)).toEqual(outcome);
  });

  it.each(files)('keeps %s to a screen and in the index', (file) => {
    expect(readFileSync(join(folder, file), 'utf8').split('\n').length).toBeLessThanOrEqual(41);
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`(${file})`);
  });
});
