import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { WorkerEvent } from '../../distributed';
import { UsageError } from '../cli-errors';
import { defineCommand } from '../command';
import type { Output } from '../surroundings';

export const workerCommand = defineCommand({
  name: 'worker',
  summary: 'perform evaluations that a BullMQRunner puts on Redis',
  flags: {
    module: { kind: 'text', value: 'FILE', help: 'what exports program and metric, as the runner names it' },
    redis: { kind: 'text', value: 'URL', help: 'where the queue is (default: $REDIS_URL)' },
    queue: { kind: 'text', value: 'NAME', help: 'the queue (default: the module’s name)' },
    concurrency: { kind: 'count', value: 'N', least: 1, help: 'most units at once (default: 8)' },
    'max-per-minute': {
      kind: 'count',
      value: 'N',
      least: 1,
      help: 'most units that all workers together begin in a minute',
    },
  },
  examples: [
    'worker --module program.js --redis redis://127.0.0.1:6379 --concurrency 64',
    'worker --module program.js --max-per-minute 600',
  ],
  notes:
    'It works until Ctrl-C or SIGTERM: then it takes no further unit and finishes those in hand. dspex jobs --redis URL shows how the queues stand.',
  async run({ values }, { stderr, env, cwd, signal }) {
    const { module, redis = env['REDIS_URL'] } = values;
    if (module === undefined) {
      throw new UsageError(
        { problem: 'dspex worker needs a module.', fix: 'add --module program.js' },
        'worker',
      );
    }
    if (redis === undefined) {
      throw new UsageError(
        {
          problem: 'dspex worker needs a Redis.',
          fix: 'add --redis redis://127.0.0.1:6379, or set REDIS_URL.',
        },
        'worker',
      );
    }
    const { runWorker } = await import('../../distributed');
    const tally = new Tally(stderr);
    const file = resolve(cwd, module);
    await runWorker({
      connection: redis,
      module: existsSync(file) || module.startsWith('.') ? file : module,
      ...(values.queue === undefined ? {} : { queue: values.queue }),
      ...(values.concurrency === undefined ? {} : { concurrency: values.concurrency }),
      ...(values['max-per-minute'] === undefined
        ? {}
        : { rateLimit: { max: values['max-per-minute'], duration: 60_000 } }),
      signal,
      onEvent: (event) => tally.hear(event),
    });
    tally.close();
    return 0;
  },
});

/** Counts what a worker does, and says what one wants to know at once. */
class Tally {
  readonly #output: Output;
  #done = 0;
  #withError = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  hear(event: WorkerEvent): void {
    if (event.type === 'ready') this.#output.write(`Taking units of the queue ${event.queue}.\n`);
    if (event.type === 'failed') this.#output.write(`${event.job}: ${event.reason}\n`);
    if (event.type === 'trouble') this.#output.write(`Redis: ${event.message}\n`);
    if (event.type !== 'done') return;
    this.#done++;
    if (event.error !== undefined) this.#withError++;
  }

  close(): void {
    this.#output.write(`Performed ${this.#done} units, ${this.#withError} of them with an error.\n`);
  }
}
