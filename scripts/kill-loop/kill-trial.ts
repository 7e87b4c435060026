import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seededRandom } from '../../src/util';

/** What came of a compilation that was killed again and again. */
export interface KillTrial {
  /** The compiled program's state. */
  readonly state: string;
  readonly kills: number;
  /** Calls of the model, over all processes. */
  readonly calls: number;
  /** How many of them had been made, and answered, before. */
  readonly repeated: number;
}

const ROOT = join(__dirname, '..', '..');

/** How many calls of the model the compilation has under way at once: what each kill may cost. */
export const UNDER_WAY = 4;

/** How often a compilation is killed, and when. */
export interface KillPlan {
  readonly kills: number;
  /** Most calls of models between two kills. @default 40 */
  readonly within?: number;
  /** Decides on the moments. @default 0 */
  readonly seed?: number;
}

/** Kills a compilation of an optimizer with SIGKILL after so many calls each, then lets it end. */
export async function killTrial(
  optimizer: string,
  { kills, within = 40, seed = 0 }: KillPlan,
): Promise<KillTrial> {
  const directory = mkdtempSync(join(tmpdir(), 'dspex-kill-'));
  const random = seededRandom(seed);
  const calls: string[] = [];
  let killed = 0;
  try {
    for (;;) {
      const killAfter = killed < kills ? 1 + random.integer(within) : Number.POSITIVE_INFINITY;
      const state = await runUntil([directory, optimizer], killAfter, calls);
      if (state === undefined) killed++;
      else return { state, kills: killed, calls: calls.length, repeated: calls.length - new Set(calls).size };
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs the compilation; undefined when it was killed. */
function runUntil(words: readonly string[], killAfter: number, calls: string[]): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const script = join(ROOT, 'scripts', 'kill-loop', 'killed-compile.ts');
    const register = join(ROOT, 'scripts', 'register-typescript.cjs');
    const child = spawn(process.execPath, ['--no-warnings', '--require', register, script, ...words], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let made = 0;
    let state: string | undefined;
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('done ')) state = line.slice('done '.length);
      else {
        calls.push(line);
        if (++made === killAfter) child.kill('SIGKILL');
      }
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (state !== undefined || signal === 'SIGKILL') resolve(state);
      else reject(new Error(`The compilation ended with code ${code}.`));
    });
  });
}
