#!/usr/bin/env node
import { InterruptedError } from './cli-errors';
import { main } from './main';
import { explainError } from './output/explain-error';

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** How long an ended command may take to leave; a module of the user's may not heed signals. */
const GRACE_MS = 5_000;

/** Runs the command line of this process and ends it. */
export async function runProcess(words: readonly string[]): Promise<never> {
  const controller = new AbortController();
  for (const [name, exitCode] of Object.entries(SIGNALS)) {
    process.on(name, () => {
      // Whoever presses it twice does not want to wait.
      if (controller.signal.aborted) process.exit(exitCode);
      if (name === 'SIGINT') process.stderr.write('\nEnding; press Ctrl-C again to quit at once.\n');
      controller.abort(new InterruptedError(name, exitCode));
      setTimeout(() => process.exit(exitCode), GRACE_MS);
    });
  }
  // A reader that went away, such as `head`, has seen enough.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  // What a module of the user's lets fall outside of any call.
  process.on('uncaughtException', (error) => {
    process.stderr.write(explainError(error, { debug: words.includes('--debug'), env: process.env }));
    process.exit(1);
  });
  const code = await main(words, { signal: controller.signal });
  await Promise.all([process.stdout, process.stderr].map(flushed));
  process.exit(code);
}

/** Until what was written is on its way. */
function flushed(output: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    if (output.destroyed || output.writableLength === 0) resolve();
    else output.write('', () => resolve());
  });
}

void runProcess(process.argv.slice(2));
