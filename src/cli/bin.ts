#!/usr/bin/env node
import { InterruptedError } from './cli-errors';
import { main } from './main';

const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;

/** Runs the command line of this process and ends it. */
export async function runProcess(): Promise<never> {
  const controller = new AbortController();
  for (const [name, exitCode] of Object.entries(SIGNALS)) {
    process.on(name, () => {
      // Whoever presses it twice does not want to wait.
      if (controller.signal.aborted) process.exit(exitCode);
      process.stderr.write('\nEnding; press Ctrl-C again to quit at once.\n');
      controller.abort(new InterruptedError(name, exitCode));
    });
  }
  // A reader that went away, such as `head`, has seen enough.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  const code = await main(process.argv.slice(2), { signal: controller.signal });
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

void runProcess();
