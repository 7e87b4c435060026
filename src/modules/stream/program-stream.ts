import { Broadcast, EventStream } from '../../lm';
import type { CallOptions } from '../call-options';
import type { ModuleNode } from '../graph/brands';
import type { ProgramStreamEvent } from './stream-event';
import { StreamHub } from './stream-hub';

/** How a program is run. */
export type RunProgram = (options: CallOptions) => Promise<unknown>;

/**
 * A run of a program as it happens: `for await (const event of stream)`, and `await stream.result` for what it comes to.
 *
 * Leaving the loop early cancels the run, down to the sockets. The last event is `prediction`, with the same as `result`.
 */
export class ProgramStream<Result> extends EventStream<ProgramStreamEvent<Result>, Result> {
  /** @internal */
  constructor(root: ModuleNode, options: CallOptions, run: RunProgram) {
    super({
      signal: options.signal,
      open: (signal) => eventsOf(root, signal, () => run({ ...options, signal })) as never,
      resultOf: (event) => (event.type === 'prediction' ? { value: event.prediction } : undefined),
    });
  }
}

function eventsOf(
  root: ModuleNode,
  signal: AbortSignal,
  run: () => Promise<unknown>,
): AsyncIterable<ProgramStreamEvent> {
  const events = new Broadcast<ProgramStreamEvent>();
  const hub = new StreamHub(root, (event) => events.add(event));
  hub
    .run(async () => run())
    .then(
      (prediction) => {
        events.add({ type: 'prediction', prediction });
        events.end();
      },
      (error: unknown) => events.fail(error),
    );
  return events.read(signal);
}
