import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { seededRandom } from '../../src/util';

/** What a loop of kills found. */
export interface KillResult {
  readonly kills: number;
  /** Entries of which a writer said that they are committed. */
  readonly committed: number;
  /** What a writer did not find again, or how it ended by itself. */
  readonly failures: readonly string[];
}

/** Lets two processes at a time write into one store and kills them in the middle, again and again. */
export async function killWriters(
  directory: string,
  { kills, seed }: { kills: number; seed: number },
): Promise<KillResult> {
  const random = seededRandom(seed);
  const committed: string[] = [];
  const failures: string[] = [];
  let round = 0;
  for (let killed = 0; killed < kills && failures.length === 0; killed += 2) {
    const list = join(directory, 'committed.txt');
    writeFileSync(list, committed.join('\n'));
    const prefix = `r${round++}`;
    const writers = ['a', 'b'].map((name) =>
      killOne({
        directory,
        list,
        prefix: `${prefix}${name}`,
        delay: random.integer(60),
        committed,
        failures,
      }),
    );
    await Promise.all(writers);
  }
  return { kills, committed: committed.length, failures };
}

interface Trial {
  readonly directory: string;
  readonly list: string;
  readonly prefix: string;
  /** Milliseconds of writing after the first entry. */
  readonly delay: number;
  readonly committed: string[];
  readonly failures: string[];
}

async function killOne({ directory, list, prefix, delay, committed, failures }: Trial): Promise<void> {
  const register = join(__dirname, '..', 'register-typescript.cjs');
  const writer = join(__dirname, 'writer.ts');
  const child = spawn(
    process.execPath,
    ['--require', register, writer, join(directory, 'store'), list, prefix],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let errors = '';
  let isDoomed = false;
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const lines = createInterface({ input: child.stdout });
  const closed = once(child, 'close') as Promise<[number | null, string | null]>;
  lines.on('line', (line) => {
    if (line.startsWith('LOST')) {
      failures.push(line);
      return;
    }
    // A line is whole: it was written by one call.
    committed.push(line);
    if (!isDoomed) setTimeout(() => child.kill('SIGKILL'), delay);
    isDoomed = true;
  });
  const [code, signal] = await closed;
  if (signal !== 'SIGKILL')
    failures.push(`a writer ended by itself (${code ?? signal}): ${errors.slice(0, 500)}`);
  else if (errors.includes('DspexWarning')) failures.push(errors.slice(0, 500));
}
