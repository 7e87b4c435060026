import { Example } from '../../primitives';
import { messageOf } from '../../util';
import type { Module } from '../../modules';
import { performUnit } from '../perform-unit';
import type { UnitOutcome } from '../runner';
import { recordedOutcome, type RecordedOutcome } from '../store/evaluation-record';
import { loadTask, type LoadedTask } from './load-task';
import type { FromWorker, ToWorker } from './messages';

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
    void perform(task, programs.get(message.program) as Module, message).then((outcome) =>
      say({ type: 'outcome', unit: message.unit, outcome }),
    );
  });
  say({ type: 'ready' });
}

async function perform(
  task: LoadedTask,
  program: Module,
  { unit, fields, inputs, rolloutId, terms }: Extract<ToWorker, { readonly type: 'unit' }>,
): Promise<RecordedOutcome> {
  const { timeout = Number.POSITIVE_INFINITY, failureScore, traced = false, config, cache } = terms;
  const callOptions = {
    ...(config === undefined ? {} : { config }),
    ...(cache === undefined ? {} : { cache }),
  };
  const example = Example.from(fields).withInputs(...(inputs as never[])) as Example;
  const rollout = rolloutId === undefined ? {} : { rolloutId };
  const outcome = await performUnit(
    { index: unit, program, example, ...rollout },
    new AbortController().signal,
    {
      metric: task.metric,
      timeout,
      failureScore,
      traced,
      callOptions,
    },
  );
  const paths = program
    .namedPredictors({ frozen: true })
    .map(([path, predictor]) => [predictor, path] as const);
  return recordedOutcome(outcome as UnitOutcome, new Map<object, string>(paths));
}

function say(message: FromWorker): void {
  process.send?.(message);
}

main().catch((error: unknown) => {
  say({ type: 'unusable', message: messageOf(error) });
  process.exitCode = 1;
  process.disconnect?.();
});
