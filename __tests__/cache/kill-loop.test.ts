import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killWriters } from '../../scripts/kill-loop-cache/kill-trial';

describe('a DiskStore whose writers are killed', () => {
  it('loses no committed entry and breaks no later read (sample of `npm run kill-loop:cache`)', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dspex-kill-'));
    try {
      const { committed, failures } = await killWriters(directory, { kills: 12, seed: 7 });
      expect(failures).toEqual([]);
      expect(committed).toBeGreaterThan(0);
    } finally {
      rmSync(directory, { recursive: true, force: true });
    }
  }, 180_000);
});
