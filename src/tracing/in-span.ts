import { channel, type Channel } from 'node:diagnostics_channel';
import { contextSlot } from '../context';
import type { Callbacks } from './callbacks';
import { currentCallbacks } from './current-callbacks';
import { tell, warnOfCallback } from './tell';
import { SPAN_KINDS, type SpanEnd, type SpanKind, type SpanStart } from './span';

/** What a span is called and what goes into it; asked for only when somebody listens. */
export type DescribeSpan = () => Pick<SpanStart, 'name' | 'inputs'>;

/** Subscribers of `dspex:lm` and the like are given `{ phase: 'start' | 'end', span }`. */
const channels = Object.fromEntries(SPAN_KINDS.map((kind) => [kind, channel(`dspex:${kind}`)])) as Record<
  SpanKind,
  Channel
>;

const enclosing = contextSlot<string | undefined>('span', undefined);

/** Whether anybody listens to spans of this kind here. */
function isTraced(kind: SpanKind): boolean {
  return currentCallbacks.get() !== undefined || channels[kind].hasSubscribers;
}

/** Runs `body`, telling whoever listens when it begins and when it ends. Costs next to nothing when nobody does. */
export function inSpan<Result>(
  kind: SpanKind,
  describe: DescribeSpan,
  body: () => Promise<Result>,
): Promise<Result> {
  return isTraced(kind) ? traced(kind, describe, body) : body();
}

/** The same for what comes in pieces: the span lasts until the last one, or until the reader leaves. */
export function streamInSpan<Item>(
  kind: SpanKind,
  describe: DescribeSpan,
  stream: { readonly open: () => AsyncIterable<Item>; readonly outputOf: (item: Item) => unknown },
): AsyncIterable<Item> {
  return isTraced(kind) ? tracedStream(kind, describe, stream) : stream.open();
}

async function traced<Result>(
  kind: SpanKind,
  describe: DescribeSpan,
  body: () => Promise<Result>,
): Promise<Result> {
  const span = new OpenSpan(kind, describe());
  try {
    const output = await span.run(body);
    span.end({ output });
    return output;
  } catch (error) {
    span.end({ error });
    throw error;
  }
}

async function* tracedStream<Item>(
  kind: SpanKind,
  describe: DescribeSpan,
  {
    open,
    outputOf,
  }: { readonly open: () => AsyncIterable<Item>; readonly outputOf: (item: Item) => unknown },
): AsyncGenerator<Item> {
  const span = new OpenSpan(kind, describe());
  let output: unknown;
  try {
    for await (const item of span.run(open)) {
      output = outputOf(item) ?? output;
      yield item;
    }
    span.end({ output });
  } catch (error) {
    span.end({ error });
    throw error;
  } finally {
    span.end({ output });
  }
}

/** A span under way. The first end counts. */
class OpenSpan {
  readonly #start: SpanStart;
  readonly #callbacks: readonly Callbacks[] = currentCallbacks.get() ?? [];
  readonly #from = performance.now();
  #isOpen = true;

  constructor(kind: SpanKind, described: ReturnType<DescribeSpan>) {
    const parentId = enclosing.get();
    this.#start = Object.freeze({
      kind,
      id: crypto.randomUUID(),
      ...(parentId === undefined ? {} : { parentId }),
      ...described,
      startedAt: Date.now(),
    });
    this.#tell('start', this.#start);
  }

  run<Result>(body: () => Result): Result {
    const inside = (): Result => enclosing.run(this.#start.id, body);
    return this.#callbacks.reduceRight<() => Result>(
      (next, callbacks) => surrounded(callbacks, this.#start, next),
      inside,
    )();
  }

  end(outcome: Pick<SpanEnd, 'output' | 'error'>): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#tell(
      'end',
      Object.freeze({ ...this.#start, duration: performance.now() - this.#from, ...outcome }),
    );
  }

  #tell(phase: 'start' | 'end', span: SpanStart | SpanEnd): void {
    const { kind } = this.#start;
    for (const callbacks of this.#callbacks) tell(callbacks, { kind, phase, span });
    if (channels[kind].hasSubscribers) channels[kind].publish(Object.freeze({ phase, span }));
  }
}

/** A broken `around` is as if it were not there; what the body throws is the body's. */
function surrounded<Result>({ around }: Callbacks, span: SpanStart, body: () => Result): () => Result {
  if (around === undefined) return body;
  return () => {
    let outcome: { readonly value: Result } | undefined;
    let thrown: { readonly error: unknown } | undefined;
    const once = (): Result => {
      if (outcome !== undefined) return outcome.value;
      try {
        const value = body();
        outcome = { value };
        return value;
      } catch (error) {
        thrown = { error };
        throw error;
      }
    };
    try {
      around(span, once);
    } catch (error) {
      if (thrown === undefined) warnOfCallback('around', error);
    }
    if (thrown !== undefined) throw thrown.error;
    return outcome === undefined ? once() : outcome.value;
  };
}
