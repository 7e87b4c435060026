import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killWriters } from './kill-trial';

/** `npm run kill-loop:cache -- [KILLS]`: no committed entry is lost and no later read is broken. */
async function main(): Promise<void> {
  const [kills = 1000] = process.argv.slice(2).map(Number);
  const directory = mkdtempSync(join(tmpdir(), 'dspex-kill-'));
  const result = await killWriters(directory, { kills, seed: 7 });
  rmSync(directory, { recursive: true, force: true });
  console.log(JSON.stringify(result));
  process.exitCode = result.failures.length === 0 ? 0 : 1;
}

void main();
