import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HashedEmbedder } from 'dspex';

const folder = join(__dirname, '..', '..', 'examples', 'quickstart', 'data');
const read = (file: string): { ticket: string; team: string }[] =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { ticket: string; team: string });
const train = read('train.jsonl');
const heldout = read('heldout.jsonl');

describe('the bundled tickets', () => {
  it('has enough rows, as many of each team', () => {
    expect(train.length + heldout.length).toBeGreaterThanOrEqual(320);
    expect(heldout.length).toBeGreaterThanOrEqual(120);
    for (const team of new Set(train.map((row) => row.team))) {
      expect(train.filter((row) => row.team === team)).toHaveLength(31);
      expect(heldout.filter((row) => row.team === team)).toHaveLength(23);
    }
  });

  it('has no near-copy of a training row among the held-out rows', async () => {
    const embedder = new HashedEmbedder({ dimensions: 4096 });
    const known = await embedder.embed(train.map((row) => row.ticket));
    const unseen = await embedder.embed(heldout.map((row) => row.ticket));
    const likeness = unseen.map((vector) =>
      Math.max(
        ...known.map((other) => vector.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0)),
      ),
    );
    expect(Math.max(...likeness)).toBeLessThan(0.75);
  });

  it('seldom names the team in the text', () => {
    const all = [...train, ...heldout];
    const naming = all.filter(({ ticket, team }) => ticket.toLowerCase().includes(team));
    expect(naming.length / all.length).toBeLessThan(0.1);
  });
});
