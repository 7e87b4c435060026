import { HELP, readArguments } from './arguments';
import { run } from './run';
import { UserError } from './user-error';
import { DspyError } from 'dspex';

async function main(): Promise<number> {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort(new UserError('Stopped. Nothing was saved.')));
  try {
    const given = readArguments(process.argv.slice(2));
    if (given.help) console.log(HELP);
    else await run(given, controller.signal);
    return 0;
  } catch (error) {
    if (controller.signal.aborted) {
      console.error('\nStopped. Nothing was saved.');
      return 130;
    }
    if (error instanceof UserError || error instanceof DspyError) console.error(`\n${error.message}`);
    else console.error(error);
    return 1;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
