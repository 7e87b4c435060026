import { isErrorLike, nearestOf } from '../util';
import { helpOf, helpOfAll } from './arguments/help';
import { parseArguments } from './arguments/parse-arguments';
import { InterruptedError, UsageError } from './cli-errors';
import type { Command } from './command';
import { COMMANDS } from './commands';
import { explainError } from './output/explain-error';
import { surroundingsOf, type Surroundings } from './surroundings';
import { packageVersion } from './package-version';

/** What a process ends with that was ended by Ctrl-C. */
const INTERRUPTED = 130;

/**
 * Runs one command line of `dspex`.
 *
 * @param words what stands after `dspex`.
 * @param given what the command reads, writes and heeds. @default those of this process
 * @returns the exit code: 0 good, 1 failed, 2 wrong command line, 100 gate missed, 130 ended by `signal`. Never rejects.
 *
 * @example
 * ```ts
 * const code = await main(['eval', '--data', 'dev.jsonl'], { stdout, cwd: projectFolder });
 * ```
 */
export async function main(words: readonly string[], given: Partial<Surroundings> = {}): Promise<number> {
  const surroundings = surroundingsOf(given);
  const { stderr, env, signal } = surroundings;
  try {
    signal.throwIfAborted();
    const code = await run(words, surroundings);
    // A command that was done all the same is done.
    return signal.aborted && code !== 0 ? interruptedCode(signal) : code;
  } catch (error) {
    // What a command throws because it was ended says nothing to who ended it.
    if (!signal.aborted || !isEnd(error, signal)) {
      stderr.write(explainError(error, { debug: words.includes('--debug'), env }));
    }
    if (signal.aborted) return interruptedCode(signal);
    return error instanceof UsageError ? 2 : 1;
  }
}

async function run(words: readonly string[], surroundings: Surroundings): Promise<number> {
  const [name, ...rest] = words;
  const { stdout, stderr } = surroundings;
  if (name === undefined) {
    stderr.write(helpOfAll(COMMANDS));
    return 2;
  }
  if (name === '--help' || name === '-h' || name === 'help') {
    const of = rest[0] === undefined ? undefined : commandOf(rest[0]);
    stdout.write(of === undefined ? helpOfAll(COMMANDS) : helpOf(of));
    return 0;
  }
  if (name === '--version' || name === '-v') {
    stdout.write(`${packageVersion()}\n`);
    return 0;
  }
  const command = commandOf(name);
  const parsed = parseArguments(command, rest);
  if ((parsed.values as { readonly help?: unknown }).help === true) {
    stdout.write(helpOf(command));
    return 0;
  }
  return command.run(parsed, surroundings);
}

function commandOf(name: string): Command {
  const command = COMMANDS.find((each) => each.name === name);
  if (command !== undefined) return command;
  const names = COMMANDS.map((each) => each.name);
  const nearest = nearestOf(name, names);
  throw new UsageError({
    problem: `dspex has no command ${JSON.stringify(name)}.`,
    expected: `one of ${names.join(', ')}.`,
    fix: nearest === undefined ? undefined : `write dspex ${nearest}.`,
  });
}

/** Whether an error is the signal's reason, or came of it. */
function isEnd(error: unknown, { reason }: AbortSignal): boolean {
  if (error === reason) return true;
  return (
    isErrorLike(error) &&
    (error.name === 'AbortError' || (error.cause !== undefined && error.cause === reason))
  );
}

function interruptedCode({ reason }: AbortSignal): number {
  return reason instanceof InterruptedError ? reason.exitCode : INTERRUPTED;
}
