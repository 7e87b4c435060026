import type { Module } from '../../modules';
import { messageOf } from '../../util';
import type { RecordedOutcome } from '../store/evaluation-record';
import { loadTask } from './load-task';
import type { FromWorker, ToWorker } from './messages';
import { performTravelled } from './perform-travelled';

/** Whoever wants a unit ended kills the process. */
const NEVER = new AbortController().signal;

/** What a worker process does: loads the module it is told, and performs units until it is told to end. */
export async function main(): Promise<void> {
  const task = await loadTask(process.argv[2] ?? '');
  const programs = new Map<number, Module>();
  process.on('message', (message: ToWorker) => {
    if (message.type === 'end') process.exit(0);
    if (message.type === 'program') {
      programs.set(
        message.program,
        task.createProgram().loadState(message.state as object, { drift: 'accept' }),
      );
      return;
    }
    const program = programs.get(message.program) as Module;
    void performTravelled(message, { task, program }, NEVER).then((outcome) =>
      say({ type: 'outcome', unit: message.unit, outcome: outcome as RecordedOutcome }),
    );
  });
  say({ type: 'ready' });
}

function say(message: FromWorker): void {
  process.send?.(message);
}

main().catch((error: unknown) => {
  say({ type: 'unusable', message: messageOf(error) });
  process.exitCode = 1;
  process.disconnect?.();
});
