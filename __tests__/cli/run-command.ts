import { mkdtempSync, cpSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../src/cli/main';
import type { Surroundings } from '../../src/cli/surroundings';

/** What a command line came to. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test gives a command, besides what a test never touches of its process. */
export type Given = Partial<Omit<Surroundings, 'stdin' | 'stdout' | 'stderr'>> & {
  /** A text, or input that comes as it comes. */
  readonly stdin?: string | AsyncIterable<string>;
  readonly isTerminal?: boolean;
  /** Told what is written to standard error. */
  readonly onStderr?: (text: string) => void;
};

export const FIXTURES = join(__dirname, 'fixtures');

/** Runs a command line in this process, in the fixtures' folder, and gives all it wrote. */
export async function runCommand(words: readonly string[], given: Given = {}): Promise<Outcome> {
  const { stdin, isTerminal = false, onStderr, ...rest } = given;
  const written = { stdout: '', stderr: '' };
  const output = (name: keyof typeof written): Surroundings['stdout'] => ({
    isTTY: isTerminal,
    columns: 100,
    write: (text) => {
      written[name] += text;
      if (name === 'stderr') onStderr?.(text);
    },
  });
  async function* input(): AsyncGenerator<string> {
    if (typeof stdin === 'string') yield stdin;
    else if (stdin !== undefined) yield* stdin;
  }
  const code = await main(words, {
    cwd: FIXTURES,
    env: {},
    stdin: Object.assign(input(), { isTTY: stdin === undefined }),
    stdout: output('stdout'),
    stderr: output('stderr'),
    importFile: async (file) => jest.requireActual<object>(file),
    ...rest,
  });
  return { code, ...written };
}

/** A project's folder that a test may write to, with the fixtures in it. */
export function projectFolder(): { readonly path: string; remove(): void } {
  // Where the fixtures' imports are found.
  const path = mkdtempSync(join(tmpdir(), 'dspex-cli-'));
  cpSync(join(FIXTURES, 'rows.jsonl'), join(path, 'rows.jsonl'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
